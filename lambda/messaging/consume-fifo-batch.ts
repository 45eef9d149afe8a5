import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { chunks } from "./aws-clients";
import { consumeBatch, type Rounds } from "./consume-batch";
import type { Consumer, ConsumerServices } from "./queue-consumer";

/**
 * Consumes a batch of a FIFO queue: a message is begun only when the one before it in its group is done. A group ends with
 * its first failure: it and what is behind it are handed back in their order.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html (partial batch responses, FIFO)
 */
export const consumeFifoBatch = <T>(
  event: SQSEvent,
  consumer: Consumer<T>,
  services: ConsumerServices,
  deadline: number,
): Promise<SQSBatchResponse> => consumeBatch(event, consumer, services, deadline, oneOfEachGroup);

/** One message of each group at a time, the next only when the one before it is done. */
const oneOfEachGroup: Rounds = function* (records, isDone) {
  const groups = inGroups(records);
  for (let place = 0; ; place += 1) {
    const next = groups.flatMap((group) => {
      const before = group[place - 1];
      return before === undefined || isDone(before) ? group.slice(place, place + 1) : [];
    });
    if (next.length === 0) return;
    yield* chunks(next);
  }
};

const inGroups = (records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] => {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const { MessageGroupId = "" } = record.attributes;
    groups.set(MessageGroupId, [...(groups.get(MessageGroupId) ?? []), record]);
  }
  return [...groups.values()];
};
