import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { orUntil, WorkingTime } from "../messaging/deadline";
import { log } from "../messaging/log";
import { Outcomes } from "./outcomes";
import { rounds } from "./rounds";
import { type RoundBar, serveRound } from "./serve-round";

/** What the barista works with. */
export interface BaristaServices extends RoundBar {
  /** Lets messages wait before they are handed out again; never rejects. */
  backOff(messages: readonly SQSRecord[], signal?: AbortSignal): Promise<void>;
}

/**
 * Serves a batch of orders, however large, in rounds. Each goes its own way: one that fails is handed back alone, and its
 * neighbours are served.
 *
 * - An order that was served before is dropped: the idempotency store knows it.
 * - An order that cannot be parsed can never be made: it moves to the dead-letter queue with the reason.
 * - Whatever fails on the way (idempotency, topic, queue) is handed back, and SQS delivers it again after a pause.
 * - When time runs short no further round is begun, and a round that is stuck is given up: the rest is handed back in
 *   time. No claim was made for an order that was not begun.
 * - From a FIFO queue an order is begun only when the one before it in its group is done.
 *
 * Never rejects, and answers before the deadline.
 *
 * @param deadline when this invocation is over at the latest, epoch milliseconds
 */
export const serveOrders = async (
  event: SQSEvent,
  bar: BaristaServices,
  deadline: number,
): Promise<SQSBatchResponse> => {
  const time = new WorkingTime(deadline, () => bar.now());
  const outcomes = new Outcomes();
  let reason = "an earlier order of the group failed";
  try {
    for (const messages of rounds(event.Records, outcomes)) {
      if (!time.isEnough()) {
        reason = "no time left";
        break;
      }
      await time.round((round) => serveRound(messages, bar, { outcomes, answerDue: time.answerDue }, round));
    }
    const again = event.Records.filter((record) => !outcomes.isDone(record));
    const notBegun = again.filter((record) => outcomes.of(record) === undefined).length;
    if (notBegun > 0) log("orders not begun", { orders: notBegun, reason });
    report(outcomes, again.length);
    await orUntil(time.answerDue, bar.backOff(again, time.answerDue));
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  } finally {
    time.end();
  }
};

const report = (outcomes: Outcomes, again: number): void => {
  log("batch", {
    served: outcomes.count("served"),
    duplicates: outcomes.count("duplicate"),
    setAside: outcomes.count("set aside"),
    again,
  });
};
