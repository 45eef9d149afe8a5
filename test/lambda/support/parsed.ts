import { faultLine, type Parsed } from "../../../lambda/messaging/parse";

/** The value that was parsed; a test that expected one sees the faults instead. */
export const accepted = <T>(parsed: Parsed<T>): T => {
  if (!parsed.ok) throw new Error(`was refused: ${faultLine(parsed.faults)}`);
  return parsed.value;
};

/** The faults that were named, `path: message` each; none for a value that was accepted. */
export const faultsOf = (parsed: Parsed<unknown>): readonly string[] =>
  parsed.ok ? [] : parsed.faults.map((fault) => faultLine([fault]));
