import * as v from "valibot";
import { holds, type Item } from "./condition";

const attribute = v.union([v.object({ S: v.string() }), v.object({ N: v.string() })]);
const putItem = v.object({
  TableName: v.literal("idempotency"),
  Item: v.record(v.string(), attribute),
  ConditionExpression: v.optional(v.string(), ""),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(v.record(v.string(), attribute), {}),
  ReturnValuesOnConditionCheckFailure: v.optional(v.picklist(["ALL_OLD", "NONE"])),
});

/** What DynamoDB says to a `PutItem`: written, not written because of what is there, or no such thing as this request. */
export type PutReply = "written" | "no key" | { readonly refusedFor: Item | undefined };

/**
 * A model of the idempotency store's table in DynamoDB: `PutItem` with conditions, judged and written in one step.
 *
 * With a clock, entries go at the first moment that their `expiresAt` allows. DynamoDB takes its time, which would only
 * make the idempotency store remember longer.
 */
export class LedgerTable {
  readonly items = new Map<string, Item>();

  constructor(private readonly now: () => number = () => 0) {}

  put(input: unknown): PutReply {
    const request = v.parse(putItem, input);
    const key = request.Item["id"];
    if (key === undefined || !("S" in key)) return "no key";
    const old = this.unexpired(key.S);
    const condition = {
      expression: request.ConditionExpression,
      names: request.ExpressionAttributeNames,
      values: request.ExpressionAttributeValues,
    };
    if (condition.expression !== "" && !holds(condition, old)) {
      return { refusedFor: request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" ? old : undefined };
    }
    this.items.set(key.S, request.Item);
    return "written";
  }

  private unexpired(id: string): Item | undefined {
    const item = this.items.get(id);
    const expiresAt = item?.["expiresAt"];
    if (expiresAt === undefined || !("N" in expiresAt) || this.now() / 1_000 <= Number(expiresAt.N)) return item;
    this.items.delete(id);
    return undefined;
  }
}
