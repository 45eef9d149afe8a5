import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { chunks } from "./aws-clients";
import type { Poison } from "./dead-letter";
import { Deadline } from "./deadline";
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
  let retried = event.Records;
  await time.batch(async (answerDue) => {
    let notBegun = event.Records.length;
    for (const records of rounds(event.Records, isDone)) {
      if (!time.isEnough()) break;
      notBegun -= records.length;
      await time.round((signal, over) => consumeRound(records, consumer, services, done, { signal, over, answerDue }));
    }
    const reason = time.isEnough() ? "an earlier message of the group failed" : "no time left";
    if (notBegun > 0) log("messages not begun", { messages: notBegun, reason });
    retried = event.Records.filter((record) => !isDone(record));
    const counts = Object.fromEntries(Object.entries(done).map(([outcome, records]) => [outcome, records.size]));
    log("batch", { ...counts, retried: retried.length });
    await services.backOff(retried, answerDue);
  });
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
  { signal, over, answerDue }: { signal: AbortSignal; over: number; answerDue: AbortSignal },
): Promise<void> => {
  const poison: Poison[] = [];
  const messages = new Map<string, T>();
  const ids = new Map<SQSRecord, string>();
  for (const record of records) {
    const { body, messageId, attributes } = record;
    await attempt("parse", messageId, async () => {
      const parsed = consumer.parse(body);
      if (parsed.ok) {
        const id = consumer.idOf(parsed.value);
        ids.set(record, id);
        messages.set(id, messages.get(id) ?? parsed.value);
      } else poison.push({ messageId, body, groupId: attributes.MessageGroupId, reason: faultLine(parsed.faults) });
    });
  }
  const note = (outcome: keyof Done, idDone: string) => {
    for (const [record, id] of ids) if (id === idDone) done[outcome].add(record);
  };
  const deadLetterPoison = async () => {
    const gone = await services.deadLetter(poison, signal);
    for (const record of records) if (gone.has(record.messageId)) done.deadLettered.add(record);
  };
  const workOnce = async () => {
    const acquired: T[] = [];
    const acquire = async (id: string, message: T) => {
      const acquisition = await services.idempotency.acquire(id, leaseUntil(over), signal);
      if (acquisition === "acquired") acquired.push(message);
      if (acquisition === "completed") note("duplicates", id);
    };
    await Promise.all([...messages].map(([id, message]) => attempt("acquire", id, () => acquire(id, message))));
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
    poison.length > 0 && attempt("dead-letter", `${poison.length} messages`, deadLetterPoison),
    attempt("work", `${messages.size} messages`, workOnce),
  ]);
};

/** A step that fails leaves its messages to be retried. */
const attempt = (step: string, id: string, work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => log("not consumed", { step, id, reason: errorName(error) }));
