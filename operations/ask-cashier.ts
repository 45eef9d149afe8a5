import * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";
import { type Fault, faultLine, shown } from "../lambda/messaging/parse";
import { errorCode } from "./error-code";
import type { CashierRequest, Shop } from "./shop";

/** Where orders are placed: the shop's cashier, or another who answers alike. */
export interface Cashier extends Pick<Shop, "askCashier"> {
  /**
   * Why this cashier cannot take orders when it answers 503.
   *
   * @default "the cashier could not store it in the orders queue"
   */
  readonly whyNot?: string;
}

const answer = v.object({ orders: v.array(v.object({ orderId: v.string(), status: v.string() })) });
const refusal = v.object({ faults: v.array(v.object({ path: v.string(), message: v.string() })) });

/** The cashier promises an answer within 5 seconds; the rest is for the way there and back. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Longer than this nobody waits, whatever the cashier asks for. */
export const LONGEST_PAUSE_MS = 5_000;

/** Statuses after which the same request may succeed: part was stored, too many requests, or a fault behind the counter. */
const worthRetrying = (status: number): boolean => status === 207 || status === 429 || status >= 500;

/** What came of asking once. */
export interface Reply {
  /** What the cashier says of each order; none when it says nothing. */
  readonly orders: readonly { readonly orderId: string; readonly status: string }[];
  /** Why not every order is accepted, if that is so. */
  readonly problem: string;
  /** What the cashier found wrong with the request; empty when it was not refused. */
  readonly faults: readonly Fault[];
  /** Whether the same request may succeed later. */
  readonly again: boolean;
  /** How long the cashier asks to wait before. */
  readonly pauseMs?: number;
}

/** Asks the cashier once. Never rejects: no answer is an answer, too. */
export const askCashier = async (cashier: Cashier, request: CashierRequest): Promise<Reply> => {
  let response: Response;
  let text: string;
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    response = await cashier.askCashier({ ...request, signal });
    text = await response.text();
  } catch (error) {
    return { orders: [], problem: `the cashier does not answer (${reasonOf(error)})`, faults: [], again: true };
  }
  const { status, headers } = response;
  const json = tryJson(text);
  const read = parseWith(answer, json);
  const refused = parseWith(refusal, json);
  const faults = refused.ok ? refused.value.faults : [];
  const retryAfter = Number(headers.get("retry-after") ?? Number.NaN);
  return {
    orders: read.ok ? read.value.orders : [],
    problem: problemOf(cashier, status, refused.ok ? faultLine(faults) : undefined, text),
    faults,
    again: worthRetrying(status),
    ...(retryAfter >= 0 && { pauseMs: Math.min(retryAfter * 1_000, LONGEST_PAUSE_MS) }),
  };
};

const problemOf = ({ whyNot }: Cashier, status: number, why: string | undefined, text: string): string => {
  if (status === 207 || status === 503) return whyNot ?? "the cashier could not store it in the orders queue";
  if (status === 403) return "the cashier asks for AWS credentials that may invoke its function URL";
  if (why !== undefined) return `the cashier did not take it: ${why}`;
  return `the cashier answered ${status}${text === "" ? "" : `: ${shown(text)}`}`;
};

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = errorCode(cause);
  if (code !== undefined) return code;
  return error.name === "TimeoutError" ? `nothing within ${ANSWER_TIMEOUT_MS / 1_000} s` : error.message;
};
