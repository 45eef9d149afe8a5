import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { until } from "./bounded-client";
import { type Claim, LEDGER_DAYS, type Ledger } from "./ledger";

const SECONDS_PER_DAY = 86_400;

/**
 * The ledger in a DynamoDB table with the string key `id` and TTL on `expiresAt`.
 *
 * Entries: `state` (`claimed` | `finished`), `leaseUntil` (epoch ms, only while claimed), `expiresAt` (epoch seconds).
 * `owner` names one call of `claim`: when the SDK repeats a request whose reply was lost, it finds its own claim and keeps it.
 * DynamoDB deletes an entry some time after `expiresAt`, never before it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export class DynamoDbLedger implements Ledger {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    private readonly now: () => number = Date.now,
  ) {}

  async claim(id: string, leaseUntil: number, signal?: AbortSignal): Promise<Claim> {
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
      return "claimed";
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item?.state?.S === "finished" ? "finished" : "in hand";
    }
  }

  async finish(id: string, signal?: AbortSignal): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.tableName,
        Item: { id: { S: id }, state: { S: "finished" }, expiresAt: this.expiry() },
      }),
      until(signal),
    );
  }

  private expiry() {
    return { N: String(Math.ceil(this.now() / 1_000) + LEDGER_DAYS * SECONDS_PER_DAY) };
  }
}
