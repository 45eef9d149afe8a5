import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PublishBatchCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type LocalServer, localServer, towards } from "../lambda/support/local-server";
import { FaultInjector } from "./fault-injector";
import type { FunctionCall } from "./function-call";
import { WIRE_FAULTS, Wire, type WireFault } from "./wire";

const ORDER_ID = "3f0c6a52-6a0e-8c1b-9d1f-0a1b2c3d4e5f";
const ORDER = JSON.stringify({ orderId: ORDER_ID });
const QUEUE_URL = "http://localhost/000000000000/orders";
const published = `<PublishBatchResponse><PublishBatchResult><Successful><member><Id>0</Id><MessageId>m</MessageId></member></Successful><Failed/></PublishBatchResult></PublishBatchResponse>`;
const sent = JSON.stringify({ Successful: [{ Id: "0", MessageId: "m", MD5OfMessageBody: "" }], Failed: [] });

let aws: LocalServer;
let wire: Wire;
let asked: FunctionCall[] = [];

beforeEach(async () => {
  asked = [];
  aws = await localServer((_, response, { headers }) => {
    const target = `${headers["x-amz-target"] ?? ""}`;
    response.end(target.startsWith("AmazonSQS") ? sent : target.startsWith("DynamoDB") ? "{}" : published);
  });
  wire = await Wire.open();
  wire.to = aws.url;
});
afterEach(async () => {
  await wire.close();
  await aws.close();
});

/** Every call meets this fault, or none; the first one only, if that is wanted. */
const meet = (fault: WireFault | "none", times = Number.POSITIVE_INFINITY) => {
  const injector = new FaultInjector(1, fault === "none" ? {} : { [fault]: 100 });
  const decide = injector.fault.bind(injector);
  injector.fault = (call) => {
    asked.push(call);
    return asked.length > times ? undefined : decide(call);
  };
  wire.injector = injector;
  return injector;
};

const client = (attempts: number) => ({
  ...towards(wire),
  maxAttempts: attempts,
  md5: false as const,
  requestHandler: { requestTimeout: 1_500, throwOnRequestTimeout: true },
});

const calls = {
  SQS: (attempts: number) =>
    new SQSClient({ ...client(attempts), useQueueUrlAsEndpoint: false }).send(
      new SendMessageBatchCommand({ QueueUrl: QUEUE_URL, Entries: [{ Id: "0", MessageBody: ORDER }] }),
    ),
  SNS: (attempts: number) =>
    new SNSClient(client(attempts)).send(
      new PublishBatchCommand({
        TopicArn: "arn:aws:sns:us-east-1:000000000000:ready",
        PublishBatchRequestEntries: [{ Id: "0", Message: JSON.stringify({ default: ORDER }) }],
      }),
    ),
  DynamoDB: (attempts: number) =>
    new DynamoDBClient(client(attempts)).send(
      new PutItemCommand({ TableName: "t", Item: { id: { S: `order#${ORDER_ID}` }, state: { S: "finished" } } }),
    ),
};
const SERVICES = ["SQS", "SNS", "DynamoDB"] as const;

/** How often AWS has done what was asked once. */
const NOT_DONE = { unavailable: 0, throttled: 0, silent: 0, reset: 0 };
const DONE: Record<WireFault, number> = { ...NOT_DONE, slow: 1, lost: 1, garbled: 1 };

describe.each(SERVICES)("a call to %s", (service) => {
  test("passes unharmed as long as no fault is injected", async () => {
    await expect(calls[service](1)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(aws.requests).toHaveLength(1);
  });

  const FAILS = WIRE_FAULTS.filter((fault) => fault !== "slow" && fault !== "garbled");

  test.each(FAILS)("that meets %s fails, done or not", async (fault) => {
    const { tally } = meet(fault);
    await expect(calls[service](1)).rejects.toThrow();
    expect(aws.requests).toHaveLength(DONE[fault]);
    expect(Object.keys(tally.count().faults)).toEqual([fault]);
  });

  test.each(FAILS)("that meets %s is made again by the SDK, for which it is what it is in AWS", async (fault) => {
    const { tally } = meet(fault, 1);
    await expect(calls[service](3)).resolves.toMatchObject({ $metadata: { attempts: 2 } });
    expect(aws.requests).toHaveLength(DONE[fault] + 1);
    expect(tally.count()).toMatchObject({ calls: 1 });
  });
});

test.each(SERVICES)("a garbled answer of %s never looks like success", async (service) => {
  for (let seed = 1; seed <= 8; seed++) {
    const injector = new FaultInjector(seed, { garbled: 100 });
    wire.injector = injector;
    const answer = await calls[service](1).catch(() => undefined);
    expect(answer !== undefined && "Successful" in answer ? (answer.Successful ?? []) : []).toEqual([]);
  }
});

test("the wire knows which order a call is about, and what step it is", async () => {
  meet("none");
  for (const service of SERVICES) await calls[service](1).catch(() => undefined);
  expect(asked.map(({ step, orderIds }) => [step, orderIds])).toEqual([
    ["store", [ORDER_ID]],
    ["publish", [ORDER_ID]],
    ["complete", [ORDER_ID]],
  ]);
});

test("a wire that is cut lets nothing through", async () => {
  const { tally } = meet("none");
  await wire.cut();
  await expect(calls.SQS(1)).rejects.toThrow();
  expect(aws.requests).toHaveLength(0);
  expect(tally.count().cut).toBe(1);
});
