import { eachTestLogs } from "../support/logs";
import { ADAS, membershipDesk, type TestDesk, TOPICS } from "../support/membership-desk";

const { facts } = eachTestLogs();

let desk: TestDesk;
beforeEach(async () => {
  desk = await membershipDesk();
});
afterEach(() => desk.close());

const bySms = { newsletter: "coupons", protocol: "sms", endpoint: ADAS.sms };
const later = {
  status: 503,
  headers: { "retry-after": "2" },
  body: { error: "the register of subscribers did not answer" },
};
const STEPS = ["CheckIfPhoneNumberIsOptedOut", "ListSubscriptionsByTopic", "Subscribe"];

describe("when Amazon SNS (a model)", () => {
  test.each(STEPS.map((step, place) => [step, place] as const))(
    "is out of order at %s: 503, and asking again succeeds",
    async (step, place) => {
      desk.sns.fates.push(...Array<"answered">(place).fill("answered"), "out of order");
      expect(await desk.post(bySms)).toEqual(later);
      expect(desk.sns.actions.at(-1)).toBe(step);
      expect([200, 201]).toContain((await desk.post(bySms)).status);
      expect(desk.sns.subscriptions).toHaveLength(1);
    },
  );

  test.each(STEPS.map((step, place) => [step, place] as const))(
    "loses the reply to %s: 503, and asking again leaves one subscription",
    async (_, place) => {
      desk.sns.fates.push(...Array<"answered">(place).fill("answered"), "reply lost");
      expect(await desk.post(bySms)).toEqual(later);
      expect((await desk.post(bySms)).body).toMatchObject({ subscription: { status: "confirmed", filter: null } });
      expect(desk.sns.subscriptions).toHaveLength(1);
    },
  );

  test.each([0, 1, 2])("breaks off a change of the filter at step %d: asking again completes it", async (done) => {
    const web = { newsletter: "coupons", protocol: "https", endpoint: ADAS.https };
    const filter = { audience: ["students"] };
    desk.sns.add({
      topicArn: TOPICS.coupons,
      protocol: "https",
      endpoint: ADAS.https,
      attributes: { FilterPolicy: '{"audience":["staff"]}', FilterPolicyScope: "MessageBody" },
    });
    const before = Array<"answered">(2 + done).fill("answered");
    desk.sns.fates.push(...before, "out of order");
    expect(await desk.post({ ...web, filter })).toEqual(later);
    expect(await desk.post({ ...web, filter })).toMatchObject({ status: 200, body: { changed: true } });
    expect(desk.sns.subscriptions[0]?.attributes).toEqual({
      FilterPolicy: JSON.stringify(filter),
      FilterPolicyScope: "MessageAttributes",
    });
  });

  test("says nothing at all: 503 in time", async () => {
    const hurried = await membershipDesk({ deadlineMs: 300 });
    hurried.sns.fates.push("answered", "silence");
    const started = Date.now();
    expect(await hurried.post(bySms)).toEqual(later);
    expect(Date.now() - started).toBeLessThan(5_000);
    await hurried.close();
  });

  test("is out of order: leaving and listing are answered with 503 as well", async () => {
    desk.sns.fates.push("out of order");
    expect(await desk.remove(bySms)).toEqual(later);
    desk.sns.fates.push("out of order", "out of order", "out of order");
    expect(await desk.list({ protocol: "sms", endpoint: ADAS.sms })).toEqual(later);
    expect(facts()).toEqual([
      { message: "the register did not answer", action: "unsubscribe", reason: expect.any(String) },
      { message: "the register did not answer", action: "list", reason: expect.any(String) },
    ]);
  });

  test.each([
    ["address", { protocol: "email", endpoint: "refused@example.com" }, "endpoint"],
    ["filter", { filter: { audience: ["refused"] } }, "filter"],
  ])("refuses an %s that looked right: 400, without its words", async (_, changes, path) => {
    expect(await desk.post({ ...bySms, ...changes })).toEqual({
      status: 400,
      headers: {},
      body: { error: "the subscription was not changed", faults: [{ path, message: "is not accepted by Amazon SNS" }] },
    });
  });

  test("refuses a filter for one who is subscribed already: 400", async () => {
    await desk.post(bySms);
    expect(await desk.post({ ...bySms, audience: "refused" })).toMatchObject({ status: 400 });
  });

  test("has subscribed the same address with another filter in the same moment: 409, and asking again changes it", async () => {
    const asking = desk.post({ ...bySms, audience: "staff" });
    const other = desk.sns.add({ topicArn: TOPICS.coupons, protocol: "sms", endpoint: ADAS.sms, attributes: {} });
    Object.defineProperty(other, "deleted", { get: () => !desk.sns.actions.includes("Subscribe"), configurable: true });
    expect(await asking).toMatchObject({ status: 409, body: { faults: [{ path: "filter" }] } });
    expect(await desk.post({ ...bySms, audience: "staff" })).toMatchObject({ status: 200, body: { changed: true } });
  });
});

describe("when more subscribe than can be looked through", () => {
  beforeEach(() => {
    for (let place = 0; place < 5_001; place++) {
      desk.sns.subscriptions.push({
        arn: `${TOPICS.coupons}:${place}`,
        topicArn: TOPICS.coupons,
        protocol: "sms",
        endpoint: place === 5_000 ? ADAS.sms : `+1555${String(place).padStart(7, "0")}`,
        attributes: { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:undelivered"}' },
        pending: false,
        asked: 0,
      });
    }
  });

  test("subscribing still works, and makes no second subscription", async () => {
    expect(await desk.post(bySms)).toMatchObject({ status: 201 });
    expect(desk.sns.subscriptions).toHaveLength(5_001);
  });

  test("leaving and listing say so: 503, with no invitation to ask again", async () => {
    const tooMany = {
      status: 503,
      headers: {},
      body: { error: "the newsletter has more subscribers than can be looked through" },
    };
    expect(await desk.remove(bySms)).toEqual(tooMany);
    expect(await desk.list({ protocol: "sms", endpoint: ADAS.sms })).toEqual(tooMany);
  });
});
