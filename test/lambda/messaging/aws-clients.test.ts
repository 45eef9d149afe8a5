import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { boundedClient, chunks, inParallel, queueClient } from "../../../lambda/messaging/aws-clients";
import { localEnvironment } from "../support/local-aws";
import { type LocalServer, localServer, towards } from "../support/local-server";

const REQUEST_MS = 200;
const call = new PutItemCommand({ TableName: "idempotency", Item: { id: { S: "order#1" } } });

let server: LocalServer | undefined;
let client: DynamoDBClient | undefined;
const start = async (reply: Parameters<typeof localServer>[0]) => {
  server = await localServer(reply);
  client = new DynamoDBClient({ ...boundedClient({ requestTimeout: REQUEST_MS }), ...towards(server) });
  return { client, server };
};
afterEach(async () => {
  client?.destroy();
  await server?.close();
});

test.each<[string, Parameters<typeof localServer>[0]]>([
  ["never answers", () => undefined],
  ["begins its answer and never ends it", (_, response) => void response.writeHead(200).write("{")],
])("a call ends by itself, after the second attempt, when the service %s", async (_, reply) => {
  const started = Date.now();
  const { client, server } = await start(reply);
  await expect(client.send(call)).rejects.toThrow();
  expect(Date.now() - started).toBeLessThan(2 * REQUEST_MS + 600);
  expect(server.requests).toHaveLength(2);
});

test("a client that rested longer than a call may take works as before", async () => {
  const { client, server } = await start((_, response) => void response.writeHead(200).end("{}"));
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

test("a call to a queue goes where all calls of the function go, whatever host the queue's URL names", async () => {
  const elsewhere = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders";
  server = await localServer((_, response) => response.end("{}"));
  Object.assign(process.env, localEnvironment(server.url));
  await queueClient({ attempts: 1 }).send(new ReceiveMessageCommand({ QueueUrl: elsewhere }));
  expect(server.requests).toEqual([expect.stringContaining(elsewhere)]);
});

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("work in parallel", () => {
  test.each([
    [0, 3, 0],
    [2, 3, 2],
    [20, 3, 3],
  ])("of %i items, %i at most, is done once each, %i at a time", async (count, most, seen) => {
    let atWork = 0;
    let busiest = 0;
    const done: number[] = [];
    await inParallel([...Array(count).keys()], most, async (item) => {
      atWork += 1;
      busiest = Math.max(busiest, atWork);
      await tick();
      atWork -= 1;
      done.push(item);
    });
    expect(done).toEqual([...Array(count).keys()]);
    expect(busiest).toBe(seen);
  });

  test("begins nothing more once it is over", async () => {
    const over = new AbortController();
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await tick();
      if (item === 3) over.abort();
    };
    await inParallel([1, 2, 3, 4, 5, 6, 7, 8], 2, work, over.signal);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  test("rejects with the first error", async () => {
    const work = async (item: number) => {
      if (item === 2) throw new RangeError("two");
    };
    await expect(inParallel([1, 2, 3], 1, work)).rejects.toThrow(RangeError);
  });
});

const CUTS = Object.entries({ 0: [], 2: [2], 3: [3], 7: [3, 3, 1] });
test.each(CUTS)("a list of %s is cut into threes, in its order", (count, sizes) => {
  const list = [...Array(Number(count)).keys()];
  expect(chunks(list, 3).map((piece) => piece.length)).toEqual(sizes);
  expect(chunks(list, 3).flat()).toEqual(list);
});
