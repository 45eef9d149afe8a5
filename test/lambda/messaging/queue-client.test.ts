import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { queueClient } from "../../../lambda/messaging/aws-clients";
import { type LocalServer, localServer } from "../support/local-server";

let server: LocalServer;

beforeAll(async () => {
  server = await localServer((_body, response) => response.end("{}"));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
});
afterAll(() => server.close());

test("a call to a queue goes where all calls of the function go, whatever host the queue's URL names", async () => {
  const elsewhere = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders";
  await queueClient({ attempts: 1 }).send(new ReceiveMessageCommand({ QueueUrl: elsewhere }));
  expect(server.requests).toEqual([expect.stringContaining(elsewhere)]);
});
