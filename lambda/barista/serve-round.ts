import type { SQSRecord } from "aws-lambda";
import { type Order, parseOrder } from "../messages/order";
import type { Unmakeable } from "../messaging/dead-letter";
import type { Round } from "../messaging/deadline";
import { type IdempotencyStore, leaseUntil } from "../messaging/idempotency";
import { errorName, log } from "../messaging/log";
import { faultLine } from "../messaging/parse";
import type { Announcement } from "./announce";
import { makeDrink } from "./make-drink";
import type { Outcomes } from "./outcomes";

/** What a round needs of the bar. */
export interface RoundBar {
  readonly idempotency: IdempotencyStore;
  /** Resolves to the ids of the orders that are known to be announced. */
  announce(announcements: readonly Announcement[], signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** Resolves to the ids of the messages that are known to be set aside. */
  setAside(messages: readonly Unmakeable[], signal?: AbortSignal): Promise<ReadonlySet<string>>;
  now(): Date;
}

/** What a round takes part in. */
export interface Batch {
  readonly outcomes: Outcomes;
  /** Aborts when the answer is due. */
  readonly answerDue: AbortSignal;
}

/** Works on a few messages at the same time and notes what becomes of each. Never rejects. */
export const serveRound = async (
  messages: readonly SQSRecord[],
  bar: RoundBar,
  batch: Batch,
  round: Round,
): Promise<void> => {
  const { outcomes } = batch;
  const orders: Order[] = [];
  const unmakeable: Unmakeable[] = [];
  outcomes.begin(messages);
  for (const record of messages) {
    const parsed = parseOrder(record.body);
    if (!parsed.ok) unmakeable.push({ record, reason: faultLine(parsed.faults) });
    else if (outcomes.isFirst(parsed.value.orderId, record)) orders.push(parsed.value);
  }
  await Promise.all([setAside(unmakeable, bar, batch, round), serve(orders, bar, batch, round)]);
};

const setAside = async (
  unmakeable: readonly Unmakeable[],
  bar: RoundBar,
  { outcomes }: Batch,
  { signal }: Round,
): Promise<void> => {
  if (unmakeable.length === 0) return;
  try {
    const gone = await bar.setAside(unmakeable, signal);
    for (const { record } of unmakeable) if (gone.has(record.messageId)) outcomes.settle(record, "set aside");
  } catch (error) {
    log("orders not set aside", { orders: unmakeable.length, reason: errorName(error) });
  }
};

/**
 * Acquisition, make, announce, finish. The order stays unfinished in the idempotency store until the topic has it; what was announced is
 * finished even when the time for work is over, or it would be announced again.
 */
const serve = async (
  orders: readonly Order[],
  bar: RoundBar,
  { outcomes, answerDue }: Batch,
  { signal, over }: Round,
): Promise<void> => {
  const mine: Announcement[] = [];
  await each(orders, "claim", async (order) => {
    const claim = await bar.idempotency.acquire(recordId(order.orderId), leaseUntil(over), signal);
    if (claim === "acquired") mine.push({ ready: makeDrink(order, bar.now()), notify: order.notify });
    if (claim === "completed") outcomes.settleOrder(order.orderId, "duplicate");
  });
  if (mine.length === 0 || signal.aborted) return;
  let announced: ReadonlySet<string>;
  try {
    announced = await bar.announce(mine, signal);
  } catch (error) {
    log("orders not announced", { orders: mine.length, reason: errorName(error) });
    return;
  }
  const done = mine.flatMap(({ ready: { orderId } }) => (announced.has(orderId) ? [{ orderId }] : []));
  await each(done, "finish", async ({ orderId }) => {
    await bar.idempotency.complete(recordId(orderId), answerDue);
    outcomes.settleOrder(orderId, "served");
  });
};

/** Does one step for a few orders at the same time; a step that fails leaves its order as it was. */
const each = async <T extends { orderId: string }>(
  items: readonly T[],
  step: string,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  await Promise.all(
    items.map((item) =>
      work(item).catch((error: unknown) =>
        log("order not served", { orderId: item.orderId, step, reason: errorName(error) }),
      ),
    ),
  );
};

const recordId = (orderId: string): string => `order#${orderId}`;
