import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { chunks } from "./aws-clients";
import type { Poison } from "./dead-letter";
import { Deadline } from "./deadline";
import { leaseUntil } from "./idempotency";
import { errorName, log } from "./log";
import { reasonOf, wellFormed } from "./parse";
import type { Consumer, ConsumerServices } from "./queue-consumer";

/** How a batch is divided into rounds: what is worked on at the same time, up to ten messages. */
export type Rounds = (all: readonly SQSRecord[], isDone: (one: SQSRecord) => boolean) => Iterable<readonly SQSRecord[]>;

/**
 * Consumes a batch, however large, with partial batch responses: a message that fails on the way (store, work, queue) is
 * handed back alone, and received again after a back-off. A copy of what was done before is dropped.
 *
 * Never rejects. When time runs short no further round is begun, and one that is stuck is given up: it answers in time.
 *
 * @param deadline when this invocation is over at the latest, epoch milliseconds
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const consumeBatch = async <T>(
  { Records }: SQSEvent,
  consumer: Consumer<T>,
  services: ConsumerServices,
  deadline: number,
  rounds: Rounds = (records) => chunks(records),
): Promise<SQSBatchResponse> => {
  const all = Records.map(wellFormed);
  const time = new Deadline(deadline, () => services.now());
  const done: Done = new Map();
  let retried: readonly SQSRecord[] = all;
  await time.batch(async (answerDue) => {
    let notBegun = all.length;
    const divided = rounds(all, (record) => done.has(record));
    const enough = await time.rounds(divided, (records, signal, over) => {
      notBegun -= records.length;
      return consumeRound(records, consumer, services, done, { signal, over, answerDue });
    });
    const reason = enough ? "an earlier message of the group failed" : "no time left";
    if (notBegun > 0) log("messages not begun", { messages: notBegun, reason });
    retried = all.filter((record) => !done.has(record));
    const counts = { completed: 0, duplicates: 0, deadLettered: 0, retried: retried.length };
    for (const outcome of done.values()) counts[outcome] += 1;
    log("batch", counts);
    await services.backOff(retried, answerDue);
  });
  return { batchItemFailures: retried.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

/** The messages that need not be received again, each with what became of it. */
type Done = Map<SQSRecord, "completed" | "duplicates" | "deadLettered">;

/** Works on a few messages at the same time and notes those that are done. Never rejects. */
const consumeRound = async <T>(
  records: readonly SQSRecord[],
  consumer: Consumer<T>,
  services: ConsumerServices,
  done: Done,
  { signal, over, answerDue }: { signal: AbortSignal; over: number; answerDue: AbortSignal },
): Promise<void> => {
  const parsed: { record: SQSRecord; id: string; message: T }[] = [];
  const poison: Poison[] = [];
  for (const record of records) {
    const { body, messageId, attributes } = record;
    await attempt("parse", messageId, async () => {
      const read = consumer.parse(body);
      if (read.ok) parsed.push({ record, id: consumer.idOf(read.value), message: read.value });
      else poison.push({ messageId, body, groupId: attributes.MessageGroupId, reason: reasonOf(body, read.faults) });
    });
  }
  const note = (outcome: "completed" | "duplicates", noted: string) => {
    for (const { record, id } of parsed) if (id === noted) done.set(record, outcome);
  };
  const deadLettering = attempt("dead-letter", `${poison.length} messages`, async () => {
    const gone = poison.length > 0 ? await services.deadLetter(poison, signal) : new Set();
    for (const record of records) if (gone.has(record.messageId)) done.set(record, "deadLettered");
  });
  const messages = new Map(parsed.map(({ id, message }) => [id, message]));
  const acquired: T[] = [];
  const acquire = async (id: string, message: T) => {
    const acquisition = await services.idempotency.acquire(id, leaseUntil(over), signal);
    if (acquisition === "acquired") acquired.push(message);
    if (acquisition === "completed") note("duplicates", id);
  };
  const complete = (id: string) => services.idempotency.complete(id, answerDue).then(() => note("completed", id));
  await attempt("work", `${messages.size} messages`, async () => {
    await Promise.all([...messages].map(([id, message]) => attempt("acquire", id, () => acquire(id, message))));
    if (acquired.length === 0 || signal.aborted) return;
    const worked = [...(await consumer.work(acquired, signal))].map((message) => consumer.idOf(message));
    // What was done is completed even when the time for work is over, or it would be done again.
    await Promise.all(worked.map((id) => attempt("complete", id, () => complete(id))));
  });
  await deadLettering;
};

/** A step that fails leaves its messages to be retried. */
const attempt = (step: string, id: string, work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => log("not consumed", { step, id, reason: errorName(error) }));
