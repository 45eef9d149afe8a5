import type { SQSRecord } from "aws-lambda";
import { chunks, isFifo } from "../messaging/aws-clients";
import type { Outcomes } from "./outcomes";

/** How many orders are worked on at the same time: what one `PublishBatch` announces. */
const ORDERS_PER_ROUND = 10;

/**
 * Divides a batch into rounds: ten at a time as they come, or, from a FIFO queue, one of each group at a time, the next
 * only when the one before it is done. A group ends with its first failure: what is behind that is in no round.
 */
export function* rounds(messages: readonly SQSRecord[], outcomes: Outcomes): Iterable<readonly SQSRecord[]> {
  if (!messages.some(({ eventSourceARN }) => isFifo(eventSourceARN))) return yield* chunks(messages, ORDERS_PER_ROUND);
  const groups = inGroups(messages);
  for (let place = 0; ; place += 1) {
    const next = groups.flatMap((group) => {
      const before = group[place - 1];
      return before === undefined || outcomes.isDone(before) ? group.slice(place, place + 1) : [];
    });
    if (next.length === 0) return;
    yield* chunks(next, ORDERS_PER_ROUND);
  }
}

/** The group of a message; without one it stands in no line. */
export const groupOf = ({ attributes: { MessageGroupId = "" } }: SQSRecord): string => MessageGroupId;

const inGroups = (messages: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] => {
  const groups = new Map<string, SQSRecord[]>();
  for (const message of messages) {
    const group = groups.get(groupOf(message));
    if (group) group.push(message);
    else groups.set(groupOf(message), [message]);
  }
  return [...groups.values()];
};
