import { eachTestLogs } from "../support/logs";
import { ADAS, bySms, byWebhook, eachTestMembership, TOPICS } from "../support/membership-services";

const { facts } = eachTestLogs();
const membership = eachTestMembership();

const later = {
  status: 503,
  headers: { "retry-after": "2" },
  body: { error: "the register of subscribers did not answer" },
};
const STEPS = ["CheckIfPhoneNumberIsOptedOut", "ListSubscriptionsByTopic", "Subscribe"];

describe("when Amazon SNS (a model)", () => {
  const cases = STEPS.flatMap((step, place) =>
    (["out of order", "reply lost"] as const).map((how) => ({ how, step, place })),
  );

  test.each(cases)("is $how at $step: 503, and asking again leaves one subscription", async ({ how, step, place }) => {
    membership.sns.outcomes.push(...Array<"answered">(place).fill("answered"), how);
    expect(await membership.post(bySms)).toEqual(later);
    expect(membership.sns.actions.at(-1)).toBe(step);
    const { status, body } = await membership.post(bySms);
    expect([200, 201]).toContain(status);
    expect(body).toMatchObject({ subscription: { status: "confirmed", filter: null } });
    expect(membership.sns.subscriptions).toHaveLength(1);
  });

  test.each([0, 1, 2])("breaks off a change of the filter at step %d: asking again completes it", async (done) => {
    const filter = { audience: ["students"] };
    membership.sns.add({
      topicArn: TOPICS.coupons,
      protocol: "https",
      endpoint: ADAS.https,
      attributes: { FilterPolicy: '{"audience":["staff"]}', FilterPolicyScope: "MessageBody" },
    });
    const before = Array<"answered">(2 + done).fill("answered");
    membership.sns.outcomes.push(...before, "out of order");
    expect(await membership.post({ ...byWebhook, filter })).toEqual(later);
    expect(await membership.post({ ...byWebhook, filter })).toMatchObject({ status: 200, body: { changed: true } });
    expect(membership.sns.subscriptions[0]?.attributes).toEqual({
      FilterPolicy: JSON.stringify(filter),
      FilterPolicyScope: "MessageAttributes",
    });
  });

  test("says nothing at all: 503 in time", async () => {
    membership.deadlineMs = 300;
    membership.sns.outcomes.push("answered", "silence");
    const started = Date.now();
    expect(await membership.post(bySms)).toEqual(later);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test("is out of order: leaving and listing are answered with 503 as well", async () => {
    membership.sns.outcomes.push("out of order");
    expect(await membership.remove(bySms)).toEqual(later);
    membership.sns.outcomes.push("out of order", "out of order", "out of order");
    expect(await membership.list({ protocol: "sms", endpoint: ADAS.sms })).toEqual(later);
    expect(facts()).toEqual([
      { message: "the register did not answer", action: "unsubscribe", reason: expect.any(String) },
      { message: "the register did not answer", action: "list", reason: expect.any(String) },
    ]);
  });

  test.each([
    ["address", { protocol: "email", endpoint: "refused@example.com" }, "endpoint"],
    ["filter", { filter: { audience: ["refused"] } }, "filter"],
  ])("refuses an %s that looked right: 400, without its words", async (_, changes, path) => {
    expect(await membership.post({ ...bySms, ...changes })).toEqual({
      status: 400,
      headers: {},
      body: { error: "the subscription was not changed", faults: [{ path, message: "is not accepted by Amazon SNS" }] },
    });
  });

  test("refuses a filter for one who is subscribed already: 400", async () => {
    await membership.post(bySms);
    expect(await membership.post({ ...bySms, audience: "refused" })).toMatchObject({ status: 400 });
  });

  test("has subscribed the same address with another filter in the same moment: 409, and asking again changes it", async () => {
    const asking = membership.post({ ...bySms, audience: "staff" });
    const other = membership.sns.add({ topicArn: TOPICS.coupons, protocol: "sms", endpoint: ADAS.sms, attributes: {} });
    Object.defineProperty(other, "deleted", {
      get: () => !membership.sns.actions.includes("Subscribe"),
      configurable: true,
    });
    expect(await asking).toMatchObject({ status: 409, body: { faults: [{ path: "filter" }] } });
    expect(await membership.post({ ...bySms, audience: "staff" })).toMatchObject({
      status: 200,
      body: { changed: true },
    });
  });
});

describe("when more subscribe than can be looked through", () => {
  beforeEach(() => {
    for (let place = 0; place < 5_001; place++) {
      membership.sns.add({
        topicArn: TOPICS.coupons,
        protocol: "sms",
        endpoint: place === 5_000 ? ADAS.sms : `+1555${String(place).padStart(7, "0")}`,
        attributes: { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:undelivered"}' },
      });
    }
  });

  test("subscribing still works, and makes no second subscription", async () => {
    expect(await membership.post(bySms)).toMatchObject({ status: 201 });
    expect(membership.sns.subscriptions).toHaveLength(5_001);
  });

  test("leaving and listing say so: 503, with no invitation to ask again", async () => {
    const tooMany = {
      status: 503,
      headers: {},
      body: { error: "the newsletter has more subscribers than can be looked through" },
    };
    expect(await membership.remove(bySms)).toEqual(tooMany);
    expect(await membership.list({ protocol: "sms", endpoint: ADAS.sms })).toEqual(tooMany);
  });
});
