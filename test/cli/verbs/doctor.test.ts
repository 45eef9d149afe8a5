import type { Check } from "../../../operations/doctor-checks";
import { eachTestHasAFakeShop, eachTestIsLoggedIn, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

const fine = (check: string, detail: string): Check => ({ check, ok: true, detail, remedy: null });
const amiss = (check: string, detail: string, remedy: string): Check => ({ check, ok: false, detail, remedy });

/** What the doctor finds in a shop that is well. */
const WELL: readonly Check[] = [
  fine("stacks", "CoffeeShopOrders and CoffeeShopNewsletters tell all that this command line asks for"),
  fine("barista", "at work"),
  fine("dead letters", "none"),
  fine("confirmations", "none is awaited"),
];

/** What the doctor finds amiss, which makes the command fail. */
const amissIn = async (words: string): Promise<readonly Check[]> => {
  const { json } = await run(fake, words, { exits: 1 });
  return (json as readonly Check[]).filter(({ ok }) => !ok);
};

const outputsOf = (stack: string): Record<string, string> => fake.file.outputs[stack] ?? {};

describe("doctor of a local shop", () => {
  test("finds nothing amiss", async () => {
    expect((await run(fake, "doctor --json")).json).toEqual(WELL);
    expect((await run(fake, "doctor")).stdout).toMatch(/^ok {5}barista {8}at work$/m);
  });

  test("does without what a shop can do without", async () => {
    delete outputsOf("CoffeeShopOrders")["DeviceDeskUrl"];
    delete outputsOf("CoffeeShopNewsletters")["WebhookReceiverUrl"];
    delete outputsOf("CoffeeShopNewsletters")["WebhookReceiverFunctionName"];
    await run(fake, "doctor --json");
  });

  test("finds a shop of another version", async () => {
    delete outputsOf("CoffeeShopNewsletters")["EditorFunctionName"];
    const detail = "of another version, without the outputs EditorFunctionName";
    const found = amiss("stacks", detail, "stop the shop and run npm start -- --fresh");
    expect(await amissIn("doctor --json")).toEqual([found]);
  });

  test("finds a barista who is away and dead letters, and says what to do", async () => {
    fake.baristaWorks = false;
    queueOf(fake, "OrdersDeadLetterQueueUrl").push(message("x"), message("y", { hidden: true }));
    queueOf(fake, "UndeliveredQueueUrl").push(message("x"));
    queueOf(fake, "OrdersQueueUrl").push(message("x"));
    expect(await amissIn("doctor --json")).toEqual([
      amiss("barista", "away: the event source is Disabled, orders wait", "npm run shop -- barista start"),
      amiss("dead letters", "2 in ordersDeadLetter, 1 in undelivered", "npm run shop -- peek --dead"),
    ]);
    expect((await run(fake, "doctor", { exits: 1 })).stdout).toMatch(
      /^amiss {2}barista {8}away: [^\n]*\n {22}npm run shop -- barista start$/m,
    );
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
    const detail = "3 subscriptions not confirmed, for less than 48 hours: coupons by email, coupons by https";
    expect(await amissIn("doctor --json")).toMatchObject([{ check: "confirmations", detail }]);
  });

  test("finds no shop at all", async () => {
    const { json } = await run(undefined, "doctor --json", { environment: { SHOP_FOLDER: "/nowhere" }, exits: 1 });
    expect(json).toEqual([amiss("shop", "no shop is open here: run npm start", "npm start")]);
  });
});

describe("doctor of a shop on AWS", () => {
  eachTestIsLoggedIn(fake);
  const doctor = "doctor --target aws --json";

  test("checks the account's SMS settings as well", async () => {
    fake.sms.optedOut = 250;
    const { json, stderr } = await run(fake, doctor);
    expect(json).toEqual([
      ...WELL,
      fine("SMS sandbox", "the account has left it"),
      fine("SMS spend limit", "50 USD a month"),
      fine("SMS opt-outs", "250 numbers opted out: nothing is sent there"),
    ]);
    expect(stderr).toBe("AWS 123456789012 eu-west-1\n");
  });

  test.each(["1", ""])("finds the sandbox and a limit of the first dollar (%j)", async (limit) => {
    fake.sms = { ...fake.sms, sandbox: true, limit };
    expect(await amissIn(doctor)).toMatchObject([
      { check: "SMS sandbox", detail: expect.stringMatching(/^the account is in it/) },
      { check: "SMS spend limit", detail: "1 USD a month: what goes beyond it is dropped" },
    ]);
  });

  test("counts who has not confirmed by the list alone, however many subscribe", async () => {
    const attributes = { TopicArn: "arn:aws:sns:us-east-1:000000000000:TriviaTopicArn" };
    const add = (arn: string) =>
      fake.subscriptions.push({ arn, protocol: "https", endpoint: "https://x.com/", attributes });
    for (const arn of ["PendingConfirmation", "arn:aws:sns:us-east-1:000000000000:TriviaTopicArn:1"]) add(arn);
    const [check] = await amissIn(doctor);
    expect(check?.detail).toBe("1 subscription not confirmed, for less than 48 hours: trivia by https");
    expect(fake.actions).not.toContain("GetSubscriptionAttributes");
  });

  test("leaves a shop in peace that sends no SMS", async () => {
    fake.sms = { sandbox: true, limit: "1", optedOut: 0, prefixes: "" };
    await run(fake, doctor);
  });

  test("finds no stack, no region and no credentials, and says what to do", async () => {
    const remedy = "log in, name the --profile, --region and --stage, or run npx cdk deploy --all";
    delete fake.file.outputs["CoffeeShopNewsletters"];
    expect(await amissIn(doctor)).toMatchObject([
      { check: "shop", detail: expect.stringContaining("there is no stack CoffeeShopNewsletters"), remedy },
    ]);
    delete process.env["AWS_REGION"];
    expect(await amissIn(doctor)).toMatchObject([{ check: "shop", detail: expect.stringMatching(/^no AWS region/) }]);
    process.env["AWS_REGION"] = "eu-west-1";
    delete process.env["AWS_ACCESS_KEY_ID"];
    const detail = expect.stringMatching(/^no AWS credential/);
    expect(await amissIn(doctor)).toMatchObject([{ check: "shop", detail }]);
  });

  test("goes on when a check fails", async () => {
    delete outputsOf("CoffeeShopOrders")["BaristaEventSourceId"];
    const detail = /^could not be looked at: the deployed stack CoffeeShopOrders has no output/;
    expect(await amissIn(doctor)).toMatchObject([
      { check: "stacks" },
      { check: "barista", detail: expect.stringMatching(detail) },
    ]);
  });
});
