import type { Parsed } from "../../lambda/messaging/parse";
import { faultsOf } from "../lambda/support/parsed";

/** One thing that nobody should send, by a name that no other has at the same boundary. */
export interface BadInput {
  readonly name: string;
  /** Sends it. Resolves to what was said in refusing it; rejects when it was let in, or when whoever reads it fell over. */
  meet(): Promise<string> | string;
}

/** A way into the shop, with everything bad that is tried there. */
export interface Boundary {
  readonly name: string;
  readonly cases: readonly BadInput[];
  /** The same with nothing wrong about it: rejects, because it is let in. What refuses everything proves nothing. */
  good(): Promise<string> | string;
  /** Somebody types it at their own keyboard and may be shown it again; everywhere else no refusal repeats a contact. */
  readonly isOwnKeyboard?: boolean;
  open?(): Promise<void>;
  close?(): Promise<void>;
}

/** Values by name, each of which is sent in the same way. */
export const casesOf = <T>(values: Readonly<Record<string, T>>, meet: (value: T) => Promise<string> | string) =>
  Object.entries(values).map(([name, value]): BadInput => ({ name, meet: () => meet(value) }));

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
