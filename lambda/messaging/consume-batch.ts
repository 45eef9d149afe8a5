import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { chunks } from "./aws-clients";
import type { Poison } from "./dead-letter";
import { Deadline, orUntil, type Round } from "./deadline";
import { type IdempotencyStore, leaseUntil } from "./idempotency";
import { errorName, log } from "./log";
import { faultLine, type Parsed } from "./parse";

/** What is done with the messages of a queue. */
export interface Consumer<T> {
  /** Reads a body, once. A message with a fault can never work: it goes to the dead-letter queue with the reason. */
  parse(body: string): Parsed<T>;
  /** What a message is recognised by, the same for all its copies, for example `order#<orderId>`. */
  idOf(message: T): string;
  /** Does the work for up to ten messages in one go. Resolves to those that are known to be done; what is missing, or all when it rejects, is retried. */
  work(messages: readonly T[], signal: AbortSignal): Promise<Iterable<T>>;
}

/** What a consumer works with. */
export interface ConsumerServices {
  readonly idempotency: IdempotencyStore;
  /** Resolves to the ids of the messages that are known to be in the dead-letter queue. */
  deadLetter(messages: readonly Poison[], signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** Lets messages wait before they are received again; never rejects. */
  backOff(messages: readonly SQSRecord[], signal?: AbortSignal): Promise<void>;
  now(): Date;
}

/** How a batch is divided: what is worked on at the same time, up to ten messages, one round after the other. */
export type Rounds = (
  records: readonly SQSRecord[],
  isDone: (record: SQSRecord) => boolean,
) => Iterable<readonly SQSRecord[]>;

type Outcome = "completed" | "duplicate" | "deadLettered" | "retried";

/** How many messages are worked on at the same time: what one batch request of SQS or SNS takes. */
export const MESSAGES_PER_ROUND = 10;

const asTheyCome: Rounds = (records) => chunks(records, MESSAGES_PER_ROUND);

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
  rounds = asTheyCome,
): Promise<SQSBatchResponse> => {
  const time = new Deadline(deadline, () => services.now());
  const outcomes = new Map<SQSRecord, Outcome>();
  const isDone = (record: SQSRecord) => (outcomes.get(record) ?? "retried") !== "retried";
  let reason = "an earlier message of the group failed";
  try {
    for (const records of rounds(event.Records, isDone)) {
      if (!time.isEnough()) {
        reason = "no time left";
        break;
      }
      for (const record of records) outcomes.set(record, "retried");
      const settle = (record: SQSRecord, outcome: Outcome) => outcomes.set(record, outcome);
      await time.round((round) => consumeRound(records, consumer, services, settle, round, time.answerDue));
    }
    const notBegun = event.Records.length - outcomes.size;
    if (notBegun > 0) log("messages not begun", { messages: notBegun, reason });
    const retried = event.Records.filter((record) => !isDone(record));
    const count = (wanted: Outcome) => [...outcomes.values()].filter((outcome) => outcome === wanted).length;
    log("batch", {
      completed: count("completed"),
      duplicates: count("duplicate"),
      deadLettered: count("deadLettered"),
      retried: retried.length,
    });
    await orUntil(time.answerDue, services.backOff(retried, time.answerDue));
    return { batchItemFailures: retried.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  } finally {
    time.end();
  }
};

type Settle = (record: SQSRecord, outcome: Outcome) => void;

/** Works on a few messages at the same time and settles each that is done. Never rejects. */
const consumeRound = async <T>(
  records: readonly SQSRecord[],
  consumer: Consumer<T>,
  services: ConsumerServices,
  settle: Settle,
  { signal, over }: Round,
  answerDue: AbortSignal,
): Promise<void> => {
  const poison: Poison[] = [];
  const copies = new Map<string, { readonly message: T; readonly records: SQSRecord[] }>();
  for (const record of records) {
    const parsed = consumer.parse(record.body);
    if (!parsed.ok) {
      poison.push({ record, reason: faultLine(parsed.faults) });
      continue;
    }
    const id = consumer.idOf(parsed.value);
    const known = copies.get(id) ?? { message: parsed.value, records: [] };
    known.records.push(record);
    copies.set(id, known);
  }
  const settleAll = (id: string, outcome: Outcome) =>
    copies.get(id)?.records.forEach((record) => {
      settle(record, outcome);
    });

  const deadLetterPoison = async () => {
    const gone = poison.length > 0 ? await services.deadLetter(poison, signal) : new Set<string>();
    for (const { record } of poison) if (gone.has(record.messageId)) settle(record, "deadLettered");
  };
  const workOnce = async () => {
    const acquired = new Map<T, string>();
    await Promise.all(
      [...copies].map(([id, { message }]) =>
        attempt("acquire", id, async () => {
          const acquisition = await services.idempotency.acquire(id, leaseUntil(over), signal);
          if (acquisition === "acquired") acquired.set(message, id);
          if (acquisition === "completed") settleAll(id, "duplicate");
        }),
      ),
    );
    if (acquired.size === 0 || signal.aborted) return;
    // What was done is completed even when the time for work is over, or it would be done again.
    await Promise.all(
      [...(await consumer.work([...acquired.keys()], signal))].map((message) => {
        const id = acquired.get(message) ?? consumer.idOf(message);
        return attempt("complete", id, async () => {
          await services.idempotency.complete(id, answerDue);
          settleAll(id, "completed");
        });
      }),
    );
  };
  await Promise.all([
    attempt("dead-letter", `${poison.length} messages`, deadLetterPoison),
    attempt("work", `${copies.size} messages`, workOnce),
  ]);
};

/** A step that fails leaves its messages to be retried. */
const attempt = (step: string, id: string, work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => log("not consumed", { step, id, reason: errorName(error) }));
