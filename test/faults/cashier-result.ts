import type { WireFault } from "./wire-fault";

/** How the cashier did while every single call to the queue met one fault. */
export interface CashierResult {
  readonly fault: WireFault;
  /** Calls that met it. */
  readonly injected: number;
  readonly requests: number;
  readonly answered: number;
  /** Status -> answers. */
  readonly statuses: Readonly<Record<string, number>>;
  /** From the first byte of the request to the last of the answer, on a machine that does other things too. */
  readonly slowestMs: number;
  /** The longest that the engine says the function itself took. */
  readonly slowestFunctionMs: number;
  /** Orders called accepted that were not in the queue. */
  readonly falselyAccepted: number;
  /** Orders whose request was repeated after the fault and got another id, or was not accepted. */
  readonly notRepeatable: number;
}

/** The promise to customers. It is the function's own time: what a busy laptop adds to it is not the cashier's doing. */
const ANSWER_MS = 5_000;

/** What the cashier did wrong, in words. */
export const falseAnswers = (result: CashierResult): string[] => {
  const claims: readonly (readonly [boolean, string])[] = [
    [result.injected >= result.requests, `only ${result.injected} calls met the fault`],
    [result.answered === result.requests, `${result.requests - result.answered} requests were not answered`],
    [result.slowestFunctionMs <= ANSWER_MS, `an answer took ${result.slowestFunctionMs} ms`],
    [result.falselyAccepted === 0, `${result.falselyAccepted} orders were accepted and not stored`],
    [result.notRepeatable === 0, `${result.notRepeatable} orders could not be asked for again`],
  ];
  return claims.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
};
