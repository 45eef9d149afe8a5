import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { boundedClient } from "../../../lambda/messaging/aws-clients";
import { type LocalServer, localServer, towards } from "../support/local-server";

const REQUEST_MS = 200;
const call = new PutItemCommand({ TableName: "idempotency", Item: { id: { S: "order#1" } } });

let server: LocalServer;
let client: DynamoDBClient;
const clientOf = async (reply: Parameters<typeof localServer>[0]) => {
  server = await localServer(reply);
  client = new DynamoDBClient({ ...boundedClient({ requestTimeout: REQUEST_MS }), ...towards(server) });
  return client;
};
afterEach(async () => {
  client.destroy();
  await server.close();
});

describe("a call ends by itself, after the second attempt, when the service", () => {
  test.each<[string, Parameters<typeof localServer>[0]]>([
    ["never answers", () => undefined],
    ["begins its answer and never ends it", (_, response) => void response.writeHead(200).write("{")],
  ])("%s", async (_, reply) => {
    const started = Date.now();
    await expect((await clientOf(reply)).send(call)).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(2 * REQUEST_MS + 600);
    expect(server.requests).toHaveLength(2);
  });
});

test("a client that rested longer than a call may take works as before", async () => {
  await clientOf((_, response) => void response.writeHead(200).end("{}"));
  await client.send(call);
  await new Promise((resolve) => setTimeout(resolve, 2 * REQUEST_MS));
  await client.send(call);
  expect(server.requests).toHaveLength(2);
});

test("by default a call takes less than three seconds in the worst case", () => {
  const { maxAttempts, requestHandler } = boundedClient();
  expect(maxAttempts * requestHandler.requestTimeout + 300).toBeLessThan(3_000);
  expect(requestHandler.connectionTimeout).toBeLessThan(requestHandler.requestTimeout);
});
