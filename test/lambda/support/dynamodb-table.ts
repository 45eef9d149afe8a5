import type { ServerResponse } from "node:http";
import { IdempotencyTable, type PutReply } from "../../model/idempotency-table";
import { localServer } from "./local-server";

/** What becomes of one request: answered, carried out with the reply lost on its way, or refused by an outage. */
export type Outcome = "answered" | "reply lost" | "out of order";

export type DynamoDbTable = Awaited<ReturnType<typeof dynamoDbTable>>;

/** The model of the idempotency store's table behind the real protocol. */
export const dynamoDbTable = async () => {
  const table = new IdempotencyTable();
  /** What becomes of the next requests, in turn; all later ones are answered. */
  const outcomes: Outcome[] = [];
  const server = await localServer((body, response) => {
    const outcome = outcomes.shift() ?? "answered";
    if (outcome === "out of order") return send(response, 500, { __type: "com.amazonaws#InternalServerError" });
    const reply = table.put(JSON.parse(body));
    if (outcome === "reply lost") response.destroy();
    else send(response, ...inWords(reply));
  });
  return { ...server, items: table.items, outcomes };
};

const inWords = (reply: PutReply): [status: number, reply: object] => {
  if (reply === "written") return [200, {}];
  if (reply === "no key") return [400, { __type: "com.amazon.coral.validate#ValidationException" }];
  const refusal = { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" };
  return [400, reply.refusedFor ? { ...refusal, Item: reply.refusedFor } : refusal];
};

const send = (response: ServerResponse, status: number, reply: object): void => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(reply));
};
