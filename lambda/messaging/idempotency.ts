import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { until } from "./aws-clients";

/** What a handler may do about a piece of work after asking the idempotency store. */
export type Acquisition =
  /** Nobody did it yet, or whoever tried has run out of time: do it, then call `complete`. */
  | "acquired"
  /** It is done: drop this copy. */
  | "completed"
  /** Somebody is at it right now: leave the message in the queue and look again later. */
  | "in flight";

/**
 * The idempotency store: each piece of work is entered here, so that it takes effect once however many copies of its
 * message arrive.
 *
 * Two writes make it sound: an acquisition that runs out (so that a crashed worker can be replaced) before the work, and
 * the completion after it. A worker that dies between the effect and `complete` causes the effect again, with the same id:
 * readers downstream recognise it by that id.
 *
 * Both calls reject when the store cannot be reached, or not before the signal aborts.
 */
export interface IdempotencyStore {
  /** Acquires the work `id` until `leaseUntil` (epoch milliseconds). */
  acquire(id: string, leaseUntil: number, signal?: AbortSignal): Promise<Acquisition>;
  /** Notes that the work `id` is done. */
  complete(id: string, signal?: AbortSignal): Promise<void>;
}

/**
 * How long an entry is kept: longer than a copy can travel unseen. It may wait in a queue for 4 days, then for 14 in a
 * dead-letter queue, where its clock starts anew in a FIFO queue; a redrive makes it a new message. With two redrives these
 * are three queues and two dead-letter queues. A copy that reaches a worker is recognised and dropped, so that this goes on
 * only for one that dies each time.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 */
export const RECORD_DAYS = 3 * 4 + 2 * 14;

const SECONDS_PER_DAY = 86_400;

/** For clocks that differ between a function and the next that looks at its lease. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * When work may be taken over: once the invocation that acquired it is surely over.
 *
 * @param deadline when the invocation is over at the latest, epoch milliseconds
 */
export const leaseUntil = (deadline: number): number => deadline + CLOCK_TOLERANCE_MS;

/**
 * The idempotency store in a DynamoDB table with the string key `id` and TTL on `expiresAt`.
 *
 * Entries: `state` (`claimed` while acquired | `finished`), `leaseUntil` (epoch ms, only while claimed), `expiresAt` (epoch
 * seconds). `owner` names one call of `acquire`: when the SDK repeats a request whose reply was lost, it finds its own entry
 * and keeps it. DynamoDB deletes an entry some time after `expiresAt`, never before it.
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
    const command = new PutItemCommand({
      ...this.entry(id, { state: { S: "claimed" }, owner, leaseUntil: { N: String(leaseUntil) } }),
      ConditionExpression: "attribute_not_exists(id) OR (#state = :claimed AND (leaseUntil < :now OR #owner = :owner))",
      ExpressionAttributeNames: { "#state": "state", "#owner": "owner" },
      ExpressionAttributeValues: { ":claimed": { S: "claimed" }, ":now": { N: String(this.now()) }, ":owner": owner },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      await this.client.send(command, until(signal));
      return "acquired";
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item?.["state"]?.S === "finished" ? "completed" : "in flight";
    }
  }

  async complete(id: string, signal?: AbortSignal): Promise<void> {
    await this.client.send(new PutItemCommand(this.entry(id, { state: { S: "finished" } })), until(signal));
  }

  private entry(id: string, fields: Readonly<Record<string, { S: string } | { N: string }>>) {
    const expiresAt = { N: String(Math.ceil(this.now() / 1_000) + RECORD_DAYS * SECONDS_PER_DAY) };
    return { TableName: this.tableName, Item: { id: { S: id }, ...fields, expiresAt } };
  }
}
