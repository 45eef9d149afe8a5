import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type Ledger, leaseUntil } from "../shared/ledger";
import { errorName, log } from "../shared/log";
import { type Order, parseOrder } from "../shared/order";
import { faultLine } from "../shared/parse";
import type { Announcement } from "./announce";
import type { Unmakeable } from "./dead-letter";
import { makeDrink } from "./make-drink";

/** What the barista works with. */
export interface Bar {
  readonly ledger: Ledger;
  announce(announcements: readonly Announcement[]): Promise<ReadonlySet<string>>;
  setAside(messages: readonly Unmakeable[]): Promise<ReadonlySet<string>>;
  /** Lets messages wait before they are handed out again; never rejects. */
  backOff(records: readonly SQSRecord[]): Promise<void>;
  now(): Date;
}

type Outcome = "served" | "set aside" | "duplicate" | "again";

/**
 * Serves a batch of orders. Each goes its own way: one that fails is handed back alone, and its neighbours are served.
 *
 * - An order that was served before is dropped: the ledger knows it.
 * - An order that cannot be parsed can never be made: it moves to the dead-letter queue with the reason.
 * - Whatever fails on the way (ledger, topic, queue) is handed back, and SQS delivers it again after a pause.
 *
 * @param deadline when this invocation is over at the latest, epoch milliseconds; claims last as long
 */
export const serveOrders = async (event: SQSEvent, bar: Bar, deadline: number): Promise<SQSBatchResponse> => {
  const outcomes = new Map<SQSRecord, Outcome>();
  const orders = new Map<string, { order: Order; records: SQSRecord[] }>();
  const unmakeable: Unmakeable[] = [];
  for (const record of event.Records) {
    const parsed = parseOrder(record.body);
    if (!parsed.ok) {
      unmakeable.push({ record, reason: faultLine(parsed.faults) });
      continue;
    }
    const known = orders.get(parsed.value.orderId);
    if (known) known.records.push(record);
    else orders.set(parsed.value.orderId, { order: parsed.value, records: [record] });
  }

  await Promise.all([
    setAside(unmakeable, bar).then((gone) => {
      for (const { record } of unmakeable) outcomes.set(record, gone.has(record.messageId) ? "set aside" : "again");
    }),
    serve(
      [...orders.values()].map(({ order }) => order),
      bar,
      deadline,
    ).then((results) => {
      for (const [orderId, { records }] of orders) {
        for (const record of records) outcomes.set(record, results.get(orderId) ?? "again");
      }
    }),
  ]);

  report(outcomes);
  const again = event.Records.filter((record) => outcomes.get(record) === "again");
  await bar.backOff(again);
  return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

const setAside = async (unmakeable: readonly Unmakeable[], bar: Bar): Promise<ReadonlySet<string>> => {
  try {
    return await bar.setAside(unmakeable);
  } catch (error) {
    log("orders not set aside", { orders: unmakeable.length, reason: errorName(error) });
    return new Set();
  }
};

/** Claim, make, announce, finish. The order stays unfinished in the ledger until the topic has it. */
const serve = async (orders: readonly Order[], bar: Bar, deadline: number): Promise<ReadonlyMap<string, Outcome>> => {
  const results = new Map<string, Outcome>();
  const mine: Announcement[] = [];
  await each(orders, "claim", async (order) => {
    const claim = await bar.ledger.claim(ledgerId(order.orderId), leaseUntil(deadline));
    if (claim === "claimed") mine.push({ ready: makeDrink(order, bar.now()), notify: order.notify });
    else results.set(order.orderId, claim === "finished" ? "duplicate" : "again");
  });
  if (mine.length === 0) return results;
  let announced: ReadonlySet<string>;
  try {
    announced = await bar.announce(mine);
  } catch (error) {
    log("orders not announced", { orders: mine.length, reason: errorName(error) });
    return results;
  }
  await each(
    [...announced].map((orderId) => ({ orderId })),
    "finish",
    async ({ orderId }) => {
      await bar.ledger.finish(ledgerId(orderId));
      results.set(orderId, "served");
    },
  );
  return results;
};

/** Does one step for many orders at the same time; a step that fails leaves its order without a result. */
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

const ledgerId = (orderId: string): string => `order#${orderId}`;

const report = (outcomes: ReadonlyMap<SQSRecord, Outcome>): void => {
  const count = (wanted: Outcome) => [...outcomes.values()].filter((outcome) => outcome === wanted).length;
  log("batch", {
    served: count("served"),
    duplicates: count("duplicate"),
    setAside: count("set aside"),
    again: count("again"),
  });
};
