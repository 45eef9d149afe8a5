import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { until } from "./aws-clients";

/**
 * What a handler may do about a piece of work:
 * - `acquired`: nobody did it yet, or whoever tried has run out of time. Do it, then call `complete`.
 * - `completed`: drop this copy.
 * - `in flight`: somebody is at it right now. Leave the message in the queue and look again later.
 */
export type Acquisition = "acquired" | "completed" | "in flight";

/**
 * The idempotency store: work takes effect once, however many copies of its message arrive.
 *
 * It is acquired before, until `leaseUntil` (epoch milliseconds, so that a crashed worker can be replaced), and completed
 * after. A worker that dies in between causes the effect again, with the same id: readers downstream recognise it by that.
 *
 * Both calls reject when the store cannot be reached, or not before the signal aborts.
 */
export interface IdempotencyStore {
  acquire(id: string, leaseUntil: number, signal?: AbortSignal): Promise<Acquisition>;
  complete(id: string, signal?: AbortSignal): Promise<void>;
}

/**
 * How long an entry is kept: longer than a copy can travel unseen. It may wait 4 days in a queue, then 14 in a dead-letter
 * queue (in a FIFO queue from its arrival there). With two redrives, each a new message, these are three queues and two
 * dead-letter queues: any further copy has reached a worker before, which would have dropped it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 */
export const RECORD_DAYS = 3 * 4 + 2 * 14;

/** When work may be taken over, epoch milliseconds: a second, for clocks that differ, after its invocation is surely over. */
export const leaseUntil = (deadline: number): number => deadline + 1_000;

/**
 * The idempotency store in a DynamoDB table with the string key `id` and TTL on `expiresAt`.
 *
 * Entries: `state` (`claimed` while acquired | `finished`), `leaseUntil` (epoch ms, only while claimed), `expiresAt` (epoch
 * seconds; deleted some time after it). `owner` names one call of `acquire`: when the SDK repeats a request whose reply was
 * lost, it finds its own entry and keeps it.
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
    const expiresAt = { N: String(Math.ceil(this.now() / 1_000) + RECORD_DAYS * 86_400) };
    return { TableName: this.tableName, Item: { id: { S: id }, ...fields, expiresAt } };
  }
}
