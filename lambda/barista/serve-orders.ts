import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { chunks } from "../shared/chunks";
import { log } from "../shared/log";
import { Outcomes } from "./outcomes";
import { type RoundBar, serveRound } from "./serve-round";
import { orUntil, WorkingTime } from "./working-time";

/** What the barista works with. */
export interface Bar extends RoundBar {
  /** Lets messages wait before they are handed out again; never rejects. */
  backOff(messages: readonly SQSRecord[], signal?: AbortSignal): Promise<void>;
}

/** How many orders are worked on at the same time: what one `PublishBatch` announces. */
const ORDERS_PER_ROUND = 10;

/**
 * Serves a batch of orders, however large, in rounds. Each goes its own way: one that fails is handed back alone, and its
 * neighbours are served.
 *
 * - An order that was served before is dropped: the ledger knows it.
 * - An order that cannot be parsed can never be made: it moves to the dead-letter queue with the reason.
 * - Whatever fails on the way (ledger, topic, queue) is handed back, and SQS delivers it again after a pause.
 * - When time runs short no further round is begun, and a round that is stuck is given up: the rest is handed back in
 *   time. No claim was made for an order that was not begun.
 *
 * Never rejects, and answers before the deadline.
 *
 * @param deadline when this invocation is over at the latest, epoch milliseconds
 */
export const serveOrders = async (event: SQSEvent, bar: Bar, deadline: number): Promise<SQSBatchResponse> => {
  const time = new WorkingTime(deadline, () => bar.now());
  const outcomes = new Outcomes();
  try {
    for (const messages of chunks(event.Records, ORDERS_PER_ROUND)) {
      if (!time.isEnough()) break;
      await time.round((round) => serveRound(messages, bar, { outcomes, answerDue: time.answerDue }, round));
    }
    const again = event.Records.filter((record) => (outcomes.of(record) ?? "again") === "again");
    report(event.Records, outcomes, again.length);
    await orUntil(time.answerDue, bar.backOff(again, time.answerDue));
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  } finally {
    time.end();
  }
};

const report = (messages: readonly SQSRecord[], outcomes: Outcomes, again: number): void => {
  const notBegun = messages.filter((message) => outcomes.of(message) === undefined).length;
  if (notBegun > 0) log("orders not begun", { orders: notBegun, reason: "no time left" });
  log("batch", {
    served: outcomes.count("served"),
    duplicates: outcomes.count("duplicate"),
    setAside: outcomes.count("set aside"),
    again,
  });
};
