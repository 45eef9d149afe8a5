import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { chunks } from "./aws-clients";
import type { Poison } from "./dead-letter";
import { Deadline, orUntil, type Round } from "./deadline";
import { leaseUntil } from "./idempotency";
import { errorName, log } from "./log";
import { faultLine } from "./parse";
import type { Consumer, ConsumerServices } from "./queue-consumer";

/** How a batch is divided into rounds: what is worked on at the same time, up to ten messages. */
export type Rounds = (
  records: readonly SQSRecord[],
  isDone: (record: SQSRecord) => boolean,
) => Iterable<readonly SQSRecord[]>;

/**
 * Consumes a batch, however large, with partial batch responses: a message that fails is handed back alone.
 *
 * - A copy of what was done before is dropped: the idempotency store knows it.
 * - Whatever fails on the way (store, work, queue) is handed back, and received again after a back-off.
 * - When time runs short no further round is begun, and one that is stuck is given up: the rest is handed back in time.
 *
 * Never rejects, and answers before the deadline.
 *
 * @param deadline when this invocation is over at the latest, epoch milliseconds
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const consumeBatch = async <T>(
  event: SQSEvent,
  consumer: Consumer<T>,
  services: ConsumerServices,
  deadline: number,
  rounds: Rounds = (records) => chunks(records),
): Promise<SQSBatchResponse> => {
  const time = new Deadline(deadline, () => services.now());
  const done: Done = { completed: new Set(), duplicates: new Set(), deadLettered: new Set() };
  const isDone = (record: SQSRecord) => Object.values(done).some((records) => records.has(record));
  let notBegun = event.Records.length;
  for (const records of rounds(event.Records, isDone)) {
    if (!time.isEnough()) break;
    notBegun -= records.length;
    await time.round((round) => consumeRound(records, consumer, services, done, round));
  }
  const reason = time.isEnough() ? "an earlier message of the group failed" : "no time left";
  if (notBegun > 0) log("messages not begun", { messages: notBegun, reason });
  const retried = event.Records.filter((record) => !isDone(record));
  const counts = Object.fromEntries(Object.entries(done).map(([outcome, records]) => [outcome, records.size]));
  log("batch", { ...counts, retried: retried.length });
  await orUntil(time.answerDue, services.backOff(retried, time.answerDue));
  time.end();
  return { batchItemFailures: retried.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

/** The messages that need not be received again, each with what became of it. */
type Done = Readonly<Record<"completed" | "duplicates" | "deadLettered", Set<SQSRecord>>>;

/** Works on a few messages at the same time and notes those that are done. Never rejects. */
const consumeRound = async <T>(
  records: readonly SQSRecord[],
  consumer: Consumer<T>,
  services: ConsumerServices,
  done: Done,
  { signal, over, answerDue }: Round,
): Promise<void> => {
  const poison = new Map<SQSRecord, Poison>();
  const messages = new Map<string, { readonly message: T; readonly copies: SQSRecord[] }>();
  for (const record of records) {
    await attempt("parse", record.messageId, async () => {
      const { body, messageId, attributes } = record;
      const parsed = consumer.parse(body);
      if (!parsed.ok) {
        const reason = faultLine(parsed.faults);
        return void poison.set(record, { messageId, body, groupId: attributes.MessageGroupId, reason });
      }
      const id = consumer.idOf(parsed.value);
      const { message = parsed.value, copies = [] } = messages.get(id) ?? {};
      messages.set(id, { message, copies: [...copies, record] });
    });
  }
  const note = (outcome: keyof Done, id: string) => {
    for (const copy of messages.get(id)?.copies ?? []) done[outcome].add(copy);
  };

  const deadLetterPoison = async () => {
    const gone = await services.deadLetter([...poison.values()], signal);
    for (const [record, { messageId }] of poison) if (gone.has(messageId)) done.deadLettered.add(record);
  };
  const workOnce = async () => {
    const acquired: T[] = [];
    const acquire = async (id: string, message: T) => {
      const acquisition = await services.idempotency.acquire(id, leaseUntil(over), signal);
      if (acquisition === "acquired") acquired.push(message);
      if (acquisition === "completed") note("duplicates", id);
    };
    await Promise.all([...messages].map(([id, { message }]) => attempt("acquire", id, () => acquire(id, message))));
    if (acquired.length === 0 || signal.aborted) return;
    // What was done is completed even when the time for work is over, or it would be done again.
    const complete = async (id: string) => {
      await services.idempotency.complete(id, answerDue);
      note("completed", id);
    };
    const ids = [...(await consumer.work(acquired, signal))].map((message) => consumer.idOf(message));
    await Promise.all(ids.map((id) => attempt("complete", id, () => complete(id))));
  };
  await Promise.all([
    poison.size > 0 && attempt("dead-letter", `${poison.size} messages`, deadLetterPoison),
    attempt("work", `${messages.size} messages`, workOnce),
  ]);
};

/** A step that fails leaves its messages to be retried. */
const attempt = (step: string, id: string, work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => log("not consumed", { step, id, reason: errorName(error) }));
