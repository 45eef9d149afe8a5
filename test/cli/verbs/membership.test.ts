import type { Subscribed, Unsubscribed } from "../../../operations/membership";
import { eachTestHasAFakeShop } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

const PHONE = "+15550142";
const bySms = `coupons --protocol sms --endpoint ${PHONE}`;
const pending: Subscribed = {
  subscription: { newsletter: "coupons", protocol: "email", status: "pending" },
  changed: false,
};

describe("subscribe", () => {
  test("asks the membership function and hands on its answer", async () => {
    const { json, exitCode, stderr } = await run(fake, `subscribe ${bySms} --json`);
    expect(json).toEqual({
      subscription: { newsletter: "coupons", protocol: "sms", status: "confirmed", filter: null },
      changed: true,
    } satisfies Subscribed);
    expect(fake.membership.asked).toEqual([
      { method: "POST", authorization: undefined, input: { newsletter: "coupons", protocol: "sms", endpoint: PHONE } },
    ]);
    expect(stderr).toMatch(/^LOCAL [^\n]*\n$/);
    expect(exitCode).toBe(0);
  });

  test("hands on which issues are wanted, and reads the address from standard input", async () => {
    await run(fake, `subscribe ${bySms} --audience students`);
    await run(fake, "subscribe coupons --protocol https --endpoint - --filter {} --filter-scope body --resend", {
      input: "https://partner.example.com/\n",
    });
    expect(fake.membership.asked.map(({ input }) => input)).toEqual([
      { newsletter: "coupons", protocol: "sms", endpoint: PHONE, audience: "students" },
      {
        newsletter: "coupons",
        protocol: "https",
        endpoint: "https://partner.example.com/",
        filter: {},
        filterScope: "body",
        resend: true,
      },
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
    [
      400,
      { error: "x", faults: [{ path: "endpoint", message: "must use port 443" }] },
      "nothing was changed: endpoint: must use port 443\n",
    ],
    [
      409,
      { error: "x", faults: [{ path: "endpoint", message: "has opted out of SMS" }] },
      "nothing was changed: endpoint: has opted out of SMS\n",
    ],
    [
      403,
      { Message: "Forbidden" },
      "the membership function asks for AWS credentials that may invoke its function URL\n",
    ],
    [503, { error: "the newsletter has too many" }, "nothing may have changed: the newsletter has too many\n"],
    [500, "Internal Server Error", "nothing may have changed: the membership function answered 500\n"],
    [500, pending, "nothing may have changed: the membership function answered 500\n"],
    [200, { hello: "world" }, "nothing may have changed: the membership function answered 200\n"],
  ])("fails with the function's words: %d", async (status, body, explanation) => {
    fake.membership.answers.push({ status, body });
    const { exitCode, stderr, stdout } = await run(fake, `subscribe ${bySms} --json`);
    expect(stderr.split("\n").slice(1).join("\n")).toBe(explanation);
    expect(stdout).toBe("");
    expect(exitCode).toBe(1);
    expect(fake.membership.asked).toHaveLength(1);
  });

  test("asks again when it is invited to", async () => {
    const later = { status: 503, body: { error: "later" }, headers: { "retry-after": "2" } };
    fake.membership.answers.push(later);
    expect((await run(fake, `subscribe ${bySms}`)).exitCode).toBe(0);
    expect(fake.membership.asked).toHaveLength(2);
  });

  test("says that the function does not answer", async () => {
    fake.membership.answers.push("hang up");
    const { stderr, exitCode } = await run(fake, `subscribe ${bySms} --json`);
    expect(stderr).toMatch(
      /^the membership function does not answer \((ECONNRESET|UND_ERR_SOCKET)\): nothing may have/m,
    );
    expect(exitCode).toBe(1);
  });

  test("never leaves this machine for a local shop", async () => {
    const outputs = fake.file.outputs["CoffeeShopNewsletters"];
    if (outputs) outputs["MembershipUrl"] = "https://abc.lambda-url.eu-west-1.on.aws/";
    const { stderr, exitCode } = await run(fake, `subscribe ${bySms} --json`);
    expect(stderr).toContain("not an address of this machine: https://abc.lambda-url.eu-west-1.on.aws/subscriptions");
    expect(exitCode).toBe(1);
  });
});

describe("unsubscribe", () => {
  test.each([
    [{ removed: true }, 0, /^unsubscribed {2}coupons by sms$/m],
    [{ removed: false }, 0, /^unchanged {2}coupons by sms$/m],
    [{ removed: false, status: "pending" }, 1, /^pending +cannot be ended before it is confirmed/m],
  ] as const)("%j ends with %d", async (body, exitCode, line) => {
    fake.membership.answers.push({ status: 200, body }, { status: 200, body });
    const inJson = await run(fake, `unsubscribe ${bySms} --json`);
    expect(inJson.json).toEqual(body satisfies Unsubscribed);
    expect(inJson.exitCode).toBe(exitCode);
    const inWords = await run(fake, `unsubscribe ${bySms}`);
    expect(inWords.stdout).toMatch(line);
    expect(inWords.exitCode).toBe(exitCode);
    expect(fake.membership.asked[0]).toMatchObject({
      method: "DELETE",
      input: { newsletter: "coupons", protocol: "sms", endpoint: PHONE },
    });
  });
});
