import type { InboxMessage } from "../../../operations/inbox";
import { localShop } from "../../../operations/local-shop";
import type { Subscribed, Unsubscribed } from "../../../operations/membership";
import type { ListedSubscription } from "../../../operations/subscriptions";
import { eachTestHasAFakeShop } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

describe("publish", () => {
  test("hands the issue to the editor and says which issue it became", async () => {
    const { json } = await run(fake, 'publish trivia --subject "Did you know" --text Beans --json');
    expect(json).toEqual({ issueId: "issue-1", newsletter: "trivia", messageId: "message-1" });
    expect((await run(fake, "publish trivia --subject S --text T")).stdout).toMatch(/^published {2}trivia issue-1$/m);
  });

  test("reads the text from standard input", async () => {
    await run(fake, "publish coupons --subject S --text - --audience students", { input: "from a file\n" });
    expect(fake.invocations.map((given) => JSON.parse(given))).toEqual([
      { newsletter: "coupons", subject: "S", text: "from a file\n", audience: "students", issueId: expect.any(String) },
    ]);
  });

  test("fails with the editor's words", async () => {
    fake.editorFailure = "subject: must be 1 to 99 printable ASCII characters";
    const { stderr } = await run(fake, "publish trivia --subject x --text y", { exits: 1 });
    expect(stderr).toBe("the editor did not publish it: subject: must be 1 to 99 printable ASCII characters\n");
  });

  const UNSURE = "says after %s that it may have been published, how to find out, and how to publish it again";
  test.each(["MaybePublished", "Sandbox.Timedout"])(UNSURE, async (type) => {
    Object.assign(fake, { editorFailure: "no answer", editorFailureType: type });
    const issueId = "00000000-0000-4000-8000-000000000043";
    const { stderr } = await run(fake, `publish trivia --subject x --text y --issue-id ${issueId}`, { exits: 1 });
    expect(stderr).toContain("the issue may have been published (the editor failed: no answer)");
    expect(stderr).toContain(`--issue-id ${issueId}`);
    expect(fake.invocations).toHaveLength(1);
  });
});

describe("inbox", () => {
  const issue: InboxMessage = {
    customer: "2",
    protocol: "email",
    newsletter: "trivia",
    subject: "Did you know",
    text: "first line\nsecond\u001b[2J line",
    receivedAt: "2026-11-22T08:00:00.000Z",
  };
  const notice: InboxMessage = {
    customer: null,
    protocol: "sms",
    newsletter: null,
    subject: null,
    text: "Ada, your latte is ready",
    receivedAt: "2026-11-22T08:01:00.000Z",
    orderId: "order-1",
  };

  test("shows what one customer received, or all", async () => {
    fake.inbox = [issue, notice];
    expect((await run(fake, "inbox --json")).json).toEqual([issue, notice]);
    const forged = { ...issue, text: "a\u009b2Jb\u202ec\u{e0041}d" };
    fake.inbox = [forged, notice];
    const { json, stdout } = await run(fake, "inbox 2 --json");
    expect([json, /[\u0080-\u009f\p{Cf}]/u.test(stdout)]).toEqual([[forged], false]);
    expect((await run(fake, "inbox 1 --json")).json).toEqual([]);
    expect((await run(fake, "inbox 1")).stdout).toMatch(/^no mail for customer 1$/m);
  });

  test("prints it so that it cannot rewrite the terminal", async () => {
    fake.inbox = [issue, notice];
    const [, ...lines] = (await run(fake, "inbox")).stdout.trim().split("\n");
    expect(lines).toEqual([
      "2026-11-22T08:00:00.000Z · customer 2 · email · trivia · Did you know",
      "    first line",
      "    second·[2J line",
      "2026-11-22T08:01:00.000Z · somebody · sms · order order-1",
      "    Ada, your latte is ready",
    ]);
  });

  test("says that a board of something else is not the board", async () => {
    fake.inbox = [{ hello: "world" }];
    const { stderr } = await run(fake, "inbox", { exits: 1 });
    expect(stderr).toMatch(/^http:\/\/localhost:\d+\/api\/inbox is not the order board of this shop: /);
  });
});

describe("subscriptions", () => {
  const topic = (name: string) => `arn:aws:sns:us-east-1:000000000000:${name}TopicArn`;
  const subscribe = (name: string, protocol: string, endpoint: string, more = {}, givenArn?: string) => {
    const arn = givenArn ?? `${topic(name)}:${fake.subscriptions.length}`;
    fake.subscriptions.push({ arn, protocol, endpoint, attributes: { TopicArn: topic(name), ...more } });
  };

  beforeEach(() => {
    subscribe("Trivia", "sqs", "arn:aws:sqs:us-east-1:000000000000:Newsletters-TriviaArchive-1");
    subscribe("Trivia", "sqs", "arn:aws:sqs:us-east-1:000000000000:Mirror-trivia-email");
    subscribe("Trivia", "email", "customer2@example.com", { PendingConfirmation: "false", FilterPolicy: "{}" });
    subscribe("Trivia", "email", "unknown@example.com", { PendingConfirmation: "true" });
    subscribe("Trivia", "sms", "+15550100003", { FilterPolicy: '{"audience":["students"]}' });
    subscribe("Trivia", "email-json", "customer2@example.com");
    subscribe("Coupons", "email", "customer1@example.com", {}, "PendingConfirmation");
  });

  test("lists who gets what, without the delivery simulator's own and without addresses", async () => {
    const { json, stderr } = await run(fake, "subscriptions --json");
    const trivia = { newsletter: "trivia", status: "confirmed", filter: null } as const;
    expect(json).toEqual([
      { newsletter: "coupons", protocol: "email", customer: "1", status: "pending", filter: null },
      { ...trivia, protocol: "email", customer: "2" },
      { ...trivia, protocol: "sms", customer: "3", filter: { audience: ["students"] } },
      { ...trivia, protocol: "email", customer: null, status: "pending" },
      { ...trivia, protocol: "email-json", customer: null },
      { ...trivia, protocol: "sqs", customer: null },
    ] satisfies Omit<ListedSubscription, "endpoint">[]);
    expect(JSON.stringify(json)).not.toMatch(/example\.com|5550/);
    expect(stderr).toBe(fake.title);
  });

  test("masks addresses in the table", async () => {
    const { stdout } = await run(fake, "subscriptions");
    expect(stdout).toMatch(/^newsletter +protocol +customer +status +filter +endpoint$/m);
    expect(stdout).toMatch(/^trivia +email +2 +confirmed +c…@example\.com$/m);
    expect(stdout).toMatch(/^trivia +sms +3 +confirmed +\{"audience":\["students"\]\} +\+1…03$/m);
    expect(stdout).not.toMatch(/customer2@|5550100003|Mirror-/);
  });

  test("says about what is pending that nothing comes and that it lapses", async () => {
    expect((await run(fake, "subscriptions")).stderr).toMatch(/^pending: nothing is sent before .* within 48 hours$/m);
    fake.subscriptions = fake.subscriptions.filter(({ attributes }) => attributes["PendingConfirmation"] === "false");
    fake.subscriptions = fake.subscriptions.filter(({ arn }) => arn.startsWith("arn:"));
    expect((await run(fake, "subscriptions")).stderr).toBe("");
  });

  test("calls protocols as customers do, and says what a filter applies to", async () => {
    const TopicArn = "arn:aws:sns:us-east-1:000000000000:CouponsTopicArn";
    const FilterPolicy = '{"subject":[{"prefix":"New"}]}';
    const attributes = { TopicArn, PendingConfirmation: "false", FilterPolicy, FilterPolicyScope: "MessageBody" };
    const device = "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/coffee/0123abcd-0000-4000-8000-000000000001";
    fake.subscriptions = [
      { arn: `${TopicArn}:1`, protocol: "http", endpoint: "http://partner.example.com/", attributes },
      { arn: `${TopicArn}:2`, protocol: "application", endpoint: device, attributes: { TopicArn } },
    ];
    const shared = { newsletter: "coupons", customer: null, status: "confirmed" } as const;
    const filter = { subject: [{ prefix: "New" }] };
    expect((await run(fake, "subscriptions --json")).json).toEqual([
      { ...shared, protocol: "https", filter, filterScope: "body" },
      { ...shared, protocol: "push", filter: null },
    ] satisfies Omit<ListedSubscription, "endpoint">[]);
    expect((await run(fake, "subscriptions")).stdout).toContain(`body ${FilterPolicy}`);
  });

  test("is worth having without the settings of the stage", async () => {
    const { stdout, stderr } = await run(fake, "subscriptions", {
      open: async () => ({ ...localShop(fake.file), stage: "nowhere" }),
    });
    expect(stderr).toMatch(/^customers stay unnamed: no such stage: nowhere/);
    expect(stdout).toMatch(/^trivia +email +– +confirmed +c…@example\.com$/m);
  });
});

const PHONE = "+15550142";
const INPUT = { newsletter: "coupons", protocol: "sms", endpoint: PHONE };
const bySms = `coupons --protocol sms --endpoint ${PHONE}`;
const subscription = { newsletter: "coupons", protocol: "email", status: "pending" } as const;
const pending: Subscribed = { subscription, changed: false };
const fault = (message: string) => ({ error: "x", faults: [{ path: "endpoint", message }] });

describe("subscribe", () => {
  test("asks the membership function and hands on its answer", async () => {
    const { json, stderr } = await run(fake, `subscribe ${bySms} --json`);
    const confirmed = { newsletter: "coupons", protocol: "sms", status: "confirmed", filter: null } as const;
    expect(json).toEqual({ subscription: confirmed, changed: true } satisfies Subscribed);
    expect(fake.membership.asked).toEqual([{ method: "POST", authorization: undefined, input: INPUT }]);
    expect(stderr).toBe(fake.title);
  });

  test("hands on which issues are wanted, and reads the address from standard input", async () => {
    await run(fake, `subscribe ${bySms} --audience students`);
    const endpoint = "https://partner.example.com/";
    const words = "subscribe coupons --protocol https --endpoint - --filter {} --filter-scope body --resend";
    await run(fake, words, { input: `${endpoint}\n` });
    expect(fake.membership.asked.map(({ input }) => input)).toEqual([
      { ...INPUT, audience: "students" },
      { newsletter: "coupons", protocol: "https", endpoint, filter: {}, filterScope: "body", resend: true },
    ]);
  });

  test("says what happened, and what is missing while it is pending, without the address", async () => {
    expect((await run(fake, `subscribe ${bySms}`)).stdout).toMatch(
      /^subscribed {2}coupons by sms: confirmed, every issue$/m,
    );
    fake.membership.answers.push({ status: 200, body: pending });
    const { stdout } = await run(fake, "subscribe coupons --protocol email --endpoint ada@example.com");
    expect(stdout).toMatch(/^unchanged {2}coupons by email: pending\nnothing is sent before the owner/m);
    expect(stdout).not.toContain("ada@");
  });

  test.each([
    [400, fault("must use port 443"), "nothing was changed: endpoint: must use port 443"],
    [409, fault("has opted out of SMS"), "nothing was changed: endpoint: has opted out of SMS"],
    [403, { Message: "" }, "the membership function asks for AWS credentials that may invoke its function URL"],
    [503, { error: "the newsletter has too many" }, "nothing may have changed: the newsletter has too many"],
    [500, "Internal Server Error", "nothing may have changed: the membership function answered 500"],
    [500, pending, "nothing may have changed: the membership function answered 500"],
    [200, { hello: "world" }, "nothing may have changed: the membership function answered 200"],
  ])("fails with the function's words: %d", async (status, body, explanation) => {
    fake.membership.answers.push({ status, body });
    const { stderr, stdout } = await run(fake, `subscribe ${bySms} --json`, { exits: 1 });
    expect([stdout, stderr, fake.membership.asked.length]).toEqual(["", `${fake.title}${explanation}\n`, 1]);
  });

  test("asks again when it is invited to", async () => {
    fake.membership.answers.push({ status: 503, body: { error: "later" }, headers: { "retry-after": "2" } });
    await run(fake, `subscribe ${bySms}`);
    expect(fake.membership.asked).toHaveLength(2);
  });

  test("says that the function does not answer", async () => {
    fake.membership.answers.push("hang up");
    expect((await run(fake, `subscribe ${bySms} --json`, { exits: 1 })).stderr).toMatch(
      /^the membership function does not answer \((ECONNRESET|UND_ERR_SOCKET)\): nothing may have/m,
    );
  });

  test("never leaves this machine for a local shop", async () => {
    const outputs = fake.file.outputs["CoffeeShopNewsletters"];
    if (outputs) outputs["MembershipUrl"] = "https://abc.lambda-url.eu-west-1.on.aws/";
    const { stderr } = await run(fake, `subscribe ${bySms} --json`, { exits: 1 });
    expect(stderr).toContain("not an address of this machine: https://abc.lambda-url.eu-west-1.on.aws/subscriptions");
  });
});

test.each([
  [{ removed: true }, 0, /^unsubscribed {2}coupons by sms$/m],
  [{ removed: false }, 0, /^unchanged {2}coupons by sms$/m],
  [{ removed: false, status: "pending" }, 1, /^pending +cannot be ended before it is confirmed/m],
] as const)("unsubscribe %j ends with %d", async (body, exits, line) => {
  fake.membership.answers.push({ status: 200, body }, { status: 200, body });
  expect((await run(fake, `unsubscribe ${bySms} --json`, { exits })).json).toEqual(body satisfies Unsubscribed);
  expect((await run(fake, `unsubscribe ${bySms}`, { exits })).stdout).toMatch(line);
  expect(fake.membership.asked[0]).toMatchObject({ method: "DELETE", input: INPUT });
});
