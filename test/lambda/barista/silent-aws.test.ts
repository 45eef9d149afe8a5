import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { batchOf } from "../support/deliveries";
import { invocation } from "../support/invocation";
import { localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { anOrder } from "../support/orders";

eachTestLogs();

const LEFT_MS = 1_600;

test("the barista as it is deployed answers in time when AWS is silent, and leaves no call behind", async () => {
  const waiting: ServerResponse[] = [];
  const aws = await localServer((_, response) => void waiting.push(response));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    ORDER_READY_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:order-ready",
    QUEUE_URL: `${aws.url}/000000000000/orders`,
    DEAD_LETTER_QUEUE_URL: `${aws.url}/000000000000/orders-dead-letter`,
    IDEMPOTENCY_TABLE_NAME: "order-idempotency",
  });
  const { handler } = await import("../../../lambda/barista/index");
  const started = Date.now();
  const answer = await handler(batchOf(anOrder(1), "poison", anOrder(3)), {
    ...invocation,
    getRemainingTimeInMillis: () => LEFT_MS,
  });
  expect(Date.now() - started).toBeLessThan(LEFT_MS);
  expect(answer.batchItemFailures).toHaveLength(3);

  const [claims, aside, pauses] = ["PutItem", "SendMessageBatch", "ChangeMessageVisibilityBatch"].map(
    (action) => waiting.filter(({ req }) => String(req.headers["x-amz-target"]).endsWith(`.${action}`)).length,
  );
  expect([claims, aside, pauses]).toEqual([2, 1, 1]);
  for (const response of waiting) if (!response.closed) await once(response, "close");
  await aws.close();
});
