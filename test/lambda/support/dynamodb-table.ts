import type { ServerResponse } from "node:http";
import * as v from "valibot";
import { holds, type Item } from "./condition";
import { type LocalServer, localServer } from "./local-server";

/** What becomes of one request: answered, carried out with the reply lost on its way, or refused by an outage. */
export type Fate = "answered" | "reply lost" | "out of order";

/** A model of one DynamoDB table behind the real protocol: `PutItem` with conditions, judged and written in one step. */
export interface DynamoDbTable extends LocalServer {
  readonly items: Map<string, Item>;
  /** What becomes of the next requests, in turn; all later ones are answered. */
  readonly fates: Fate[];
}

const attribute = v.union([v.object({ S: v.string() }), v.object({ N: v.string() })]);
const putItem = v.object({
  TableName: v.literal("ledger"),
  Item: v.record(v.string(), attribute),
  ConditionExpression: v.optional(v.string()),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(v.record(v.string(), attribute), {}),
  ReturnValuesOnConditionCheckFailure: v.optional(v.picklist(["ALL_OLD", "NONE"])),
});

export const dynamoDbTable = async (): Promise<DynamoDbTable> => {
  const items = new Map<string, Item>();
  const fates: Fate[] = [];
  const server = await localServer((body, response) => {
    const fate = fates.shift() ?? "answered";
    if (fate === "out of order") return send(response, 500, { __type: "com.amazonaws#InternalServerError" });
    const [status, reply] = put(items, body);
    if (fate === "reply lost") response.destroy();
    else send(response, status, reply);
  });
  return { ...server, items, fates };
};

const put = (items: Map<string, Item>, body: string): readonly [status: number, reply: object] => {
  const request = v.parse(putItem, JSON.parse(body));
  const key = request.Item["id"];
  if (key === undefined || !("S" in key)) return [400, { __type: "com.amazon.coral.validate#ValidationException" }];
  const old = items.get(key.S);
  const condition = {
    expression: request.ConditionExpression ?? "",
    names: request.ExpressionAttributeNames,
    values: request.ExpressionAttributeValues,
  };
  if (condition.expression !== "" && !holds(condition, old)) {
    const refusal = { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" };
    return [
      400,
      request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && old ? { ...refusal, Item: old } : refusal,
    ];
  }
  items.set(key.S, request.Item);
  return [200, {}];
};

const send = (response: ServerResponse, status: number, reply: object): void => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(reply));
};
