import type { Parsed } from "../../../lambda/messaging/parse";
import { faultsOf } from "../../lambda/support/parsed";

/** What a parser says against an input. Throws when it says nothing. */
export const refusalOf = (parsed: Parsed<unknown>): string => {
  const faults = faultsOf(parsed);
  if (faults.length === 0) throw new Error("was let in");
  return faults.join("; ");
};

/** What something throws that is of the kind it declares. Throws when it does not. */
export const thrownBy = async (work: () => unknown, declared: (error: Error) => boolean): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && declared(error)) return error.message;
    throw error;
  }
  throw new Error("was let in");
};
