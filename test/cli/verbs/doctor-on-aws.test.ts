import { amissIn, fine, WELL } from "../support/doctor-checks";
import { type FakeShop, openFakeShop } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

let fake: FakeShop;
const before = process.env;
beforeEach(async () => {
  fake = await openFakeShop();
  process.env = {
    PATH: before["PATH"],
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    HOME: "/nowhere",
    AWS_ENDPOINT_URL: fake.file.endpoint,
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "eu-west-1",
    AWS_EC2_METADATA_DISABLED: "true",
  };
});
afterEach(() => {
  process.env = before;
  return fake.close();
});

const outputsOf = (stack: string): Record<string, string> => fake.file.outputs[stack] ?? {};

describe("doctor of a shop on AWS", () => {
  const doctor = "doctor --target aws --json";

  test("checks the account's SMS settings as well", async () => {
    fake.sms.optedOut = 250;
    const { json, exitCode, stderr } = await run(fake, doctor);
    expect(json).toEqual([
      ...WELL,
      fine("SMS sandbox", "the account has left it"),
      fine("SMS spend limit", "50 USD a month"),
      fine("SMS opt-outs", "250 numbers opted out: nothing is sent there"),
    ]);
    expect(stderr).toBe("AWS 123456789012 eu-west-1\n");
    expect(exitCode).toBe(0);
  });

  test.each(["1", ""])("finds the sandbox and a limit of the first dollar (%j)", async (limit) => {
    fake.sms = { ...fake.sms, sandbox: true, limit };
    expect(await amissIn(fake, doctor)).toMatchObject([
      { check: "SMS sandbox", detail: expect.stringMatching(/^the account is in it/) },
      { check: "SMS spend limit", detail: "1 USD a month: what goes beyond it is dropped" },
    ]);
  });

  test("counts who has not confirmed by the list alone, however many subscribe", async () => {
    const attributes = { TopicArn: "arn:aws:sns:us-east-1:000000000000:TriviaTopicArn" };
    const add = (arn: string) =>
      fake.subscriptions.push({ arn, protocol: "https", endpoint: "https://x.com/", attributes });
    for (const arn of ["PendingConfirmation", "arn:aws:sns:us-east-1:000000000000:TriviaTopicArn:1"]) add(arn);
    const [check] = await amissIn(fake, doctor);
    expect(check?.detail).toBe("1 subscription not confirmed, for less than 48 hours: trivia by https");
    expect(fake.actions).not.toContain("GetSubscriptionAttributes");
  });

  test("leaves a shop in peace that sends no SMS", async () => {
    fake.sms = { sandbox: true, limit: "1", optedOut: 0, prefixes: "" };
    expect((await run(fake, doctor)).exitCode).toBe(0);
  });

  test("finds no stack, no region and no credentials, and says what to do", async () => {
    const remedy = "log in, name the --profile and --region, or run npx cdk deploy --all";
    delete fake.file.outputs["CoffeeShopNewsletters"];
    expect(await amissIn(fake, doctor)).toMatchObject([
      { check: "shop", detail: expect.stringContaining("there is no stack CoffeeShopNewsletters"), remedy },
    ]);
    delete process.env["AWS_REGION"];
    expect(await amissIn(fake, doctor)).toMatchObject([
      { check: "shop", detail: expect.stringMatching(/^no AWS region/) },
    ]);
    process.env["AWS_REGION"] = "eu-west-1";
    delete process.env["AWS_ACCESS_KEY_ID"];
    expect(await amissIn(fake, doctor)).toMatchObject([
      { check: "shop", detail: expect.stringMatching(/^no AWS credential/) },
    ]);
  });

  test("goes on when a check fails", async () => {
    delete outputsOf("CoffeeShopOrders")["BaristaEventSourceId"];
    const found = await amissIn(fake, doctor);
    expect(found.map(({ check }) => check)).toEqual(["stacks", "barista"]);
    expect(found[1]?.detail).toMatch(/^could not be looked at: the deployed stack CoffeeShopOrders has no output/);
  });
});
