import type { Check } from "../../../operations/doctor-checks";
import { amissIn, WELL } from "../support/doctor-checks";
import { type FakeShop, message, openFakeShop, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

let fake: FakeShop;
beforeEach(async () => {
  fake = await openFakeShop();
});
afterEach(() => fake.close());

const outputsOf = (stack: string): Record<string, string> => fake.file.outputs[stack] ?? {};

describe("doctor of a local shop", () => {
  test("finds nothing amiss", async () => {
    const { json, exitCode } = await run(fake, "doctor --json");
    expect(json).toEqual(WELL);
    expect(exitCode).toBe(0);
    expect((await run(fake, "doctor")).stdout).toMatch(/^ok {5}barista {8}at work$/m);
  });

  test("does without what a shop can do without", async () => {
    delete outputsOf("CoffeeShopOrders")["DeviceDeskUrl"];
    delete outputsOf("CoffeeShopNewsletters")["WebhookReceiverUrl"];
    delete outputsOf("CoffeeShopNewsletters")["WebhookReceiverFunctionName"];
    expect((await run(fake, "doctor --json")).exitCode).toBe(0);
  });

  test("finds a shop of another version", async () => {
    delete outputsOf("CoffeeShopNewsletters")["EditorFunctionName"];
    expect(await amissIn(fake, "doctor --json")).toEqual([
      {
        check: "stacks",
        ok: false,
        detail: "of another version, without the outputs EditorFunctionName",
        remedy: "stop the shop and run npm start -- --fresh",
      },
    ] satisfies Check[]);
  });

  test("finds a barista who is away and letters that are dead, and says what to do", async () => {
    fake.baristaWorks = false;
    queueOf(fake, "OrdersDeadLetterQueueUrl").push(message("x"), message("y", { hidden: true }));
    queueOf(fake, "UndeliveredQueueUrl").push(message("x"));
    queueOf(fake, "OrdersQueueUrl").push(message("x"));
    expect(await amissIn(fake, "doctor --json")).toEqual([
      {
        check: "barista",
        ok: false,
        detail: "away: the event source is Disabled, orders wait",
        remedy: "npm run shop -- barista start",
      },
      {
        check: "dead letters",
        ok: false,
        detail: "2 in ordersDeadLetter, 1 in undelivered",
        remedy: "npm run shop -- peek --dead",
      },
    ] satisfies Check[]);
    const { stdout } = await run(fake, "doctor");
    expect(stdout).toMatch(/^amiss {2}barista {8}away: [^\n]*\n {22}npm run shop -- barista start$/m);
  });

  test("finds who has not confirmed, and names no address", async () => {
    const TopicArn = "arn:aws:sns:us-east-1:000000000000:CouponsTopicArn";
    const add = (protocol: string, endpoint: string, arn: string, PendingConfirmation = "false") =>
      fake.subscriptions.push({ arn, protocol, endpoint, attributes: { TopicArn, PendingConfirmation } });
    add("email", "ada@example.com", "PendingConfirmation");
    add("email", "bob@example.com", "PendingConfirmation");
    add("https", "https://partner.example.com/", `${TopicArn}:1`, "true");
    add("https", "https://other.example.com/", `${TopicArn}:2`);
    add("sms", "+15550142", `${TopicArn}:3`);
    add("email", "gone@example.com", "Deleted");
    const [check, ...others] = await amissIn(fake, "doctor --json");
    expect(others).toEqual([]);
    expect(check).toMatchObject({
      check: "confirmations",
      detail: "3 subscriptions not confirmed, for less than 48 hours: coupons by email, coupons by https",
    });
  });

  test("finds no shop at all", async () => {
    const { json, exitCode } = await run(undefined, "doctor --json", { environment: { SHOP_FOLDER: "/nowhere" } });
    expect(json).toEqual([
      { check: "shop", ok: false, detail: "no shop is open here: run npm start", remedy: "npm start" },
    ] satisfies Check[]);
    expect(exitCode).toBe(1);
  });
});
