import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { until } from "./aws-clients";

/** An order nobody made in four days will not be missed; the SQS default. */
export const ORDER_RETENTION_DAYS = 4;

/**
 * The longest SQS keeps a message. It must be longer than the queue before it: in a standard queue the clock does not
 * restart when a message moves to its dead-letter queue.
 */
export const DEAD_LETTER_RETENTION_DAYS = 14;

/** What a handler may do about a piece of work after asking the idempotency store. */
export type Acquisition =
  /** Nobody did it yet, or whoever tried has run out of time: do it, then call `finish`. */
  | "acquired"
  /** It is done: drop this copy. */
  | "completed"
  /** Somebody is at it right now: leave the message in the queue and look again later. */
  | "in flight";

/**
 * The book in which each piece of work is entered, so that it takes effect once however many copies of its message arrive.
 *
 * Two writes make it sound: a claim that runs out (so a crashed worker can be replaced) before the work, and the
 * finish after it. A worker that dies between the effect and `finish` causes the effect again, with the same id: readers
 * downstream recognise it by that id.
 */
export interface IdempotencyStore {
  /**
   * Claims the work `id` until `leaseUntil` (epoch milliseconds). Rejects when the idempotency store cannot be reached, or not before
   * the signal aborts.
   */
  acquire(id: string, leaseUntil: number, signal?: AbortSignal): Promise<Acquisition>;
  /** Notes that the work `id` is done. Rejects when the idempotency store cannot be reached, or not before the signal aborts. */
  complete(id: string, signal?: AbortSignal): Promise<void>;
}

/** How often somebody may bring back, after weeks, a copy of an order that has been made meanwhile. */
const REDRIVES = 2;

/**
 * How long an entry is kept: longer than a copy of an order can travel unseen.
 *
 * A copy waits in the orders queue and then in the dead-letter queue, where its clock starts anew when the barista has set
 * it aside or the queue is FIFO. A redrive makes it a new message, which may wait in both again. A copy that reaches a
 * barista is recognised and dropped, so this goes on only for one that dies each time without a barista looking at it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 */
export const RECORD_DAYS = (REDRIVES + 1) * ORDER_RETENTION_DAYS + REDRIVES * DEAD_LETTER_RETENTION_DAYS;

/** For clocks that differ between a function and the next that looks at its claim. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * When a claim may be taken over: once the invocation that made it is surely over.
 *
 * @param deadline when the invocation is over at the latest, epoch milliseconds
 */
export const leaseUntil = (deadline: number): number => deadline + CLOCK_TOLERANCE_MS;

const SECONDS_PER_DAY = 86_400;

/**
 * The idempotency store in a DynamoDB table with the string key `id` and TTL on `expiresAt`.
 *
 * Entries: `state` (`claimed` | `finished`), `leaseUntil` (epoch ms, only while claimed), `expiresAt` (epoch seconds).
 * `owner` names one call of `claim`: when the SDK repeats a request whose reply was lost, it finds its own claim and keeps it.
 * DynamoDB deletes an entry some time after `expiresAt`, never before it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export class DynamoDbIdempotencyStore implements IdempotencyStore {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    private readonly now: () => number = Date.now,
  ) {}

  async acquire(id: string, leaseUntil: number, signal?: AbortSignal): Promise<Acquisition> {
    const owner = { S: randomUUID() };
    try {
      await this.client.send(
        new PutItemCommand({
          TableName: this.tableName,
          Item: {
            id: { S: id },
            state: { S: "claimed" },
            owner,
            leaseUntil: { N: String(leaseUntil) },
            expiresAt: this.expiry(),
          },
          ConditionExpression:
            "attribute_not_exists(id) OR (#state = :claimed AND (leaseUntil < :now OR #owner = :owner))",
          ExpressionAttributeNames: { "#state": "state", "#owner": "owner" },
          ExpressionAttributeValues: {
            ":claimed": { S: "claimed" },
            ":now": { N: String(this.now()) },
            ":owner": owner,
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
        until(signal),
      );
      return "acquired";
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item?.state?.S === "finished" ? "completed" : "in flight";
    }
  }

  async complete(id: string, signal?: AbortSignal): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.tableName,
        Item: { id: { S: id }, state: { S: "finished" }, expiresAt: this.expiry() },
      }),
      until(signal),
    );
  }

  private expiry() {
    return { N: String(Math.ceil(this.now() / 1_000) + RECORD_DAYS * SECONDS_PER_DAY) };
  }
}
