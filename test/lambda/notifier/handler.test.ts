import type { Context, SNSEvent } from "aws-lambda";
import { published } from "../support/deliveries";
import { invocation } from "../support/invocation";
import { localAws } from "../support/local-aws";
import { keepLogLines } from "../support/log-lines";
import { ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";

let aws: Awaited<ReturnType<typeof localAws>>;
let handler: (event: SNSEvent, context: Context) => Promise<void>;

beforeAll(async () => {
  aws = await localAws();
  Object.assign(process.env, aws.environment, { ORDER_LEDGER_TABLE_NAME: "order-ledger" });
  handler = (await import("../../../lambda/notifier/index")).handler;
});
afterAll(() => aws.close());

test("the notifier as it is deployed claims, sends one transactional SMS to the number alone, and finishes", async () => {
  const lines = keepLogLines();
  await handler(published({ ...aFinishedOrder(), notify: { sms: ADAS_PHONE } }), invocation);

  const [claim, sms, finish] = aws.requests;
  expect(aws.requests).toHaveLength(3);
  expect(JSON.parse(claim ?? "").Item).toMatchObject({ id: { S: `notice#${orderId(1)}` }, state: { S: "claimed" } });
  expect(Object.fromEntries(new URLSearchParams(sms))).toMatchObject({
    Action: "Publish",
    PhoneNumber: ADAS_PHONE,
    Message: "Ada, your medium latte is ready. Decoupled Coffee",
    "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
    "MessageAttributes.entry.1.Value.StringValue": "Transactional",
  });
  expect(JSON.parse(finish ?? "").Item).toMatchObject({ id: { S: `notice#${orderId(1)}` }, state: { S: "finished" } });
  expect(lines().join("")).not.toContain(ADAS_PHONE);
});
