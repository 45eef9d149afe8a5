import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDbIdempotencyStore } from "../../../lambda/messaging/idempotency";
import {
  InstanceIdempotencyStore,
  MAX_ENTRIES,
  REMEMBERED_MS,
  StoreFull,
} from "../../../lambda/webhook-receiver/instance-idempotency";
import { CLOCK_TOLERANCE_MS, MAX_AGE_MS } from "../../../lambda/webhook-receiver/verify-delivery";
import { type DynamoDbTable, dynamoDbTable } from "../support/dynamodb-table";
import { anIssue } from "../support/issues";
import { towards } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { StoppedClock } from "../support/memory-idempotency";
import { receiverServices } from "./support/receiver-services";
import { aDelivery, type Fields, posted, signed } from "./support/sns";

const { lines } = eachTestLogs();
const notification = (changes: Fields = {}) => signed("Notification", aDelivery("Notification", changes));
const post = (delivery: Fields = notification()) => posted("Notification", delivery);
const confirmation = () =>
  posted("SubscriptionConfirmation", signed("SubscriptionConfirmation", aDelivery("SubscriptionConfirmation")));

const TAKEN = { status: 200, body: { answer: "taken" } };
const REPEATED = { status: 200, body: { answer: "repeated" } };
const UNAVAILABLE = { status: 503, body: { error: "unavailable" } };
const IN_FLIGHT = { status: 503, body: { error: "in-flight" } };

let table: DynamoDbTable | undefined;
afterEach(async () => {
  await table?.close();
  table = undefined;
});

describe("a message that was taken is not handed on again", () => {
  test.each([
    ["as it was", {}],
    ["with another unsubscribe link, which nobody signs", { UnsubscribeURL: "https://example.com/" }],
    ["with attributes, which nobody signs", { MessageAttributes: { audience: { Type: "String", Value: "all" } } }],
  ])("when it is posted again %s", async (_, changes) => {
    const { receive, handedOn, clock } = receiverServices();
    expect(await receive(post())).toEqual(TAKEN);
    clock.pass(1_800_000);
    expect(await receive(post({ ...notification(), ...changes }))).toEqual(REPEATED);
    expect(handedOn).toEqual([anIssue()]);
    expect(JSON.parse(lines().at(-1) ?? "")).toMatchObject({ message: "delivered before" });
  });

  test("an hour later: then it is stale", async () => {
    const { receive, handedOn, clock } = receiverServices();
    await receive(post());
    clock.pass(3_600_001);
    expect(await receive(post())).toEqual({ status: 403, body: { error: "unverified" } });
    expect(handedOn).toHaveLength(1);
  });

  test("by another instance, when they share a table (a model of DynamoDB)", async () => {
    table = await dynamoDbTable();
    const client = new DynamoDBClient(towards(table));
    const instance = () => receiverServices({ idempotency: new DynamoDbIdempotencyStore(client, "idempotency") });
    const [one, other] = [instance(), instance()];
    expect(await one.receive(post())).toEqual(TAKEN);
    expect(await other.receive(post())).toEqual(REPEATED);
    expect([...one.handedOn, ...other.handedOn]).toHaveLength(1);
    expect([...table.items.keys()]).toEqual(["webhook#11111111-0000-5000-8000-000000000001"]);
    client.destroy();
  });

  test("and a subscription is confirmed once", async () => {
    const { receive, confirmed } = receiverServices();
    expect(await receive(confirmation())).toEqual({ status: 200, body: { answer: "confirmed" } });
    expect(await receive(confirmation())).toEqual(REPEATED);
    expect(confirmed).toHaveLength(1);
  });
});

describe("SNS is asked to deliver again", () => {
  const failOnce =
    (...errors: Error[]) =>
    () => {
      const error = errors.pop();
      if (error) throw error;
    };

  test("when the issue could not be handled; the next try is taken", async () => {
    const fail = failOnce(new RangeError("Coffee beans are seeds."));
    const { receive, handedOn, clock } = receiverServices({ onIssue: async () => fail() });
    expect(await receive(post())).toEqual(UNAVAILABLE);
    expect(lines()).toEqual(['{"message":"delivery refused","reason":"unavailable","cause":"RangeError"}']);
    clock.pass(20_000);
    expect(await receive(post())).toEqual(TAKEN);
    expect(handedOn).toEqual([anIssue()]);
  });

  test("when SNS does not take the confirmation; the next try is taken", async () => {
    const onConfirm = failOnce(new RangeError("no token 2336412f37"));
    const { receive, confirmed, clock } = receiverServices({ onConfirm });
    expect(await receive(confirmation())).toEqual(UNAVAILABLE);
    clock.pass(20_000);
    expect(await receive(confirmation())).toMatchObject({ status: 200 });
    expect(confirmed).toHaveLength(1);
    expect(lines().join("")).not.toContain("2336412f37");
  });

  test("while another delivery of the message is worked on", async () => {
    let complete = (): void => undefined;
    const working = new Promise<void>((resolve) => {
      complete = resolve;
    });
    const { receive, handedOn } = receiverServices({ onIssue: () => working });
    const first = receive(post());
    await new Promise((resolve) => setImmediate(resolve));
    expect(await receive(post())).toEqual(IN_FLIGHT);
    complete();
    expect(await first).toEqual(TAKEN);
    expect(handedOn).toHaveLength(1);
  });

  test.each(["acquire", "complete"] as const)("when the idempotency store does not take a %s", async (step) => {
    const idempotency = { acquire: async () => "acquired" as const, complete: async () => undefined };
    const broken = { ...idempotency, [step]: () => Promise.reject(new Error("no table")) };
    const { receive, handedOn } = receiverServices({ idempotency: broken });
    expect(await receive(post())).toEqual(UNAVAILABLE);
    expect(handedOn).toHaveLength(step === "acquire" ? 0 : 1);
  });

  test("when the certificate could not be fetched; the next try is taken", async () => {
    const answers = [new Response("", { status: 500 })];
    const { receive } = receiverServices();
    const unwell = receiverServices({ certificate: () => answers.pop() ?? Response.error() });
    expect(await unwell.receive(post())).toEqual(UNAVAILABLE);
    expect(await receive(post())).toEqual(TAKEN);
  });
});

const NO_ISSUES = ["Coffee beans are seeds.", "{}", JSON.stringify({ ...anIssue(), newsletter: "weather" })];
test.each(NO_ISSUES)("a message that SNS signed and that is no issue is given up for good: %s", async (Message) => {
  const { receive, handedOn, entries } = receiverServices();
  expect(await receive(post(notification({ Message })))).toEqual({ status: 422, body: { error: "issue" } });
  expect([...handedOn, ...entries]).toEqual([]);
  expect(lines()).toEqual(['{"message":"delivery refused","reason":"issue"}']);
});

const opened = () => {
  const clock = new StoppedClock();
  return { clock, idempotency: new InstanceIdempotencyStore(clock.now) };
};

describe("the idempotency store of one instance", () => {
  test("gives a piece of work to one at a time, and to nobody once it is done", async () => {
    const { clock, idempotency } = opened();
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("acquired");
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("in flight");
    expect(await idempotency.acquire("b", clock.now() + 1_000)).toBe("acquired");
    await idempotency.complete("a");
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("completed");
  });

  test("gives it to the next one when the first ran out of time", async () => {
    const { clock, idempotency } = opened();
    await idempotency.acquire("a", clock.now() + 1_000);
    clock.pass(1_000);
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("in flight");
    clock.pass(1_001);
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("acquired");
  });

  test("remembers what is done for as long as the message could still pass for fresh", async () => {
    const { clock, idempotency } = opened();
    expect(REMEMBERED_MS).toBe(MAX_AGE_MS + CLOCK_TOLERANCE_MS);
    await idempotency.acquire("a", clock.now() + 1_000);
    await idempotency.complete("a");
    clock.pass(REMEMBERED_MS);
    expect(await idempotency.acquire("a", 0)).toBe("completed");
    clock.pass(1);
    expect(await idempotency.acquire("a", 0)).toBe("acquired");
  });

  test("takes no more than it can remember, and does not forget for it; what it knows it still answers", async () => {
    const { clock, idempotency } = opened();
    for (let entry = 0; entry < MAX_ENTRIES; entry += 1) await idempotency.acquire(String(entry), clock.now());
    await idempotency.complete("0");
    await expect(idempotency.acquire("new", clock.now())).rejects.toThrow(StoreFull);
    await expect(idempotency.acquire("new", clock.now())).rejects.toThrow(/IDEMPOTENCY_TABLE_NAME/);
    expect(await idempotency.acquire("0", clock.now())).toBe("completed");
    expect(await idempotency.acquire("1", clock.now())).toBe("in flight");
    clock.pass(REMEMBERED_MS + 1);
    expect(await idempotency.acquire("new", clock.now())).toBe("acquired");
  });
});
