import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import type { Notify } from "../lambda/messages/order";
import { type Fault, faultLine, shown } from "../lambda/messaging/parse";
import { pause } from "./pause";
import type { CashierRequest, Shop } from "./shop";
import { errorCode } from "./shop-error";

/** An order as a customer fills it in; the cashier checks it. */
export interface OrderForm {
  readonly drink: string;
  readonly size?: string;
  readonly quantity?: number;
  readonly pickupName: string;
  readonly pickupLocation?: string;
  readonly notify?: Notify;
}

interface PlacingOptions {
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /**
   * A customer who was turned away asks again for so long, and no more after that.
   *
   * @default they ask six times, however long that takes
   */
  readonly patienceMs?: number | undefined;
  /** @default a pause */
  readonly wait?: typeof pause;
}

/** With the pauses between them these outlast a fault of some seconds. */
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 250;

/**
 * Places 1 to 10 orders with one request, and asks again until all are stored or asking is pointless.
 *
 * Every attempt carries the same `Idempotency-Key`, so that an order whose answer was lost is not made twice.
 *
 * @returns ids of orders that are stored (`accepted`) and of those that the cashier could not store (a request that was never
 * read has no ids); the `problem` unless every order is accepted; the `faults` for which the request was refused; how often
 * was asked, and since when, in epoch milliseconds
 */
export const placeOrders = async (
  cashier: Cashier,
  orders: readonly OrderForm[],
  { idempotencyKey, signal, patienceMs, wait = pause }: PlacingOptions,
) => {
  const askedAt = Date.now();
  const accepted = new Set<string>();
  const named = new Set<string>();
  const body = JSON.stringify(orders.length === 1 ? orders[0] : { orders });
  const isWorthWaiting = (pauseMs: number): boolean =>
    patienceMs === undefined ? attempts < ATTEMPTS : Date.now() + pauseMs - askedAt <= patienceMs;
  let problem: string | undefined;
  let faults: readonly Fault[] = [];
  let attempts = 0;
  while (!signal.aborted) {
    attempts += 1;
    const reply = await askCashier(cashier, { body, idempotencyKey, signal });
    for (const { orderId, status } of reply.orders) {
      named.add(orderId);
      if (status === "accepted") accepted.add(orderId);
    }
    problem = accepted.size >= orders.length ? undefined : reply.problem;
    faults = reply.faults;
    const pauseMs = reply.pauseMs ?? Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    if (problem === undefined || !reply.again || !isWorthWaiting(pauseMs)) break;
    await wait(pauseMs, signal);
  }
  const notAccepted = new Set([...named].filter((orderId) => !accepted.has(orderId)));
  return { accepted, notAccepted, problem, faults, attempts, askedAt };
};

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

/** What a function found wrong with a request, in the answer that refuses it; undefined for any other answer. */
export const faultsIn = (text: string): readonly Fault[] | undefined => {
  const refused = parseJsonWith(refusal, text);
  return refused.ok ? refused.value.faults : undefined;
};

/** The cashier promises an answer within 5 seconds; the rest is for the way there and back. */
export const ANSWER_TIMEOUT_MS = 10_000;

/** Longer than this nobody waits, whatever the cashier asks for. */
const LONGEST_PAUSE_MS = 5_000;

/** Statuses after which the same request may succeed: part was stored, too many requests, or a fault behind the counter. */
const worthRetrying = (status: number): boolean => status === 207 || status === 429 || status >= 500;

/**
 * Asks the cashier once. Never rejects: no answer is an answer, too.
 *
 * @returns what the cashier says of each of the `orders`; the `problem` if not every one is accepted; whether the same
 * request may succeed `again`, and after which pause the cashier asks for
 */
const askCashier = async (cashier: Cashier, request: CashierRequest) => {
  let response: Response;
  let text: string;
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    response = await cashier.askCashier({ ...request, signal });
    text = await response.text();
  } catch (error) {
    const problem = `the cashier does not answer (${reasonOf(error)})`;
    return { orders: [], problem, faults: [], again: true, pauseMs: undefined };
  }
  const { status, headers } = response;
  const read = parseJsonWith(answer, text);
  const faults = faultsIn(text);
  const retryAfter = Number(headers.get("retry-after") ?? Number.NaN);
  return {
    orders: read.ok ? read.value.orders : [],
    problem: problemOf(cashier, status, faults && faultLine(faults), text),
    faults: faults ?? [],
    again: worthRetrying(status),
    pauseMs: retryAfter >= 0 ? Math.min(retryAfter * 1_000, LONGEST_PAUSE_MS) : undefined,
  };
};

const problemOf = ({ whyNot }: Cashier, status: number, why: string | undefined, text: string): string => {
  if (status === 207 || status === 503) return whyNot ?? "the cashier could not store it in the orders queue";
  if (status === 403) return "the cashier asks for AWS credentials that may invoke its function URL";
  if (why !== undefined) return `the cashier did not take it: ${why}`;
  return `the cashier answered ${status}${text === "" ? "" : `: ${shown(text)}`}`;
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = errorCode(cause);
  if (code !== undefined) return code;
  return error.name === "TimeoutError" ? `nothing within ${ANSWER_TIMEOUT_MS / 1_000} s` : error.message;
};
