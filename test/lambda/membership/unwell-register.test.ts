import { eachTestLogs } from "../support/logs";
import { ADAS, bySms, byWebhook, DEAD_LETTER_QUEUE, eachTestMembership, TOPICS } from "../support/membership-services";

const { facts } = eachTestLogs();
const membership = eachTestMembership();
const { post, remove, list } = membership;

const body = { error: "the register of subscribers did not answer" };
const later = { status: 503, headers: { "retry-after": "2" }, body };
const STEPS = ["CheckIfPhoneNumberIsOptedOut", "ListSubscriptionsByTopic", "Subscribe"];

describe("when Amazon SNS (a model)", () => {
  const cases = STEPS.flatMap((step, place) =>
    (["out of order", "reply lost"] as const).map((how) => ({ how, step, place })),
  );

  test.each(cases)("is $how at $step: 503, and asking again leaves one subscription", async ({ how, step, place }) => {
    membership.sns.outcomes.push(...Array<"answered">(place).fill("answered"), how);
    expect(await post(bySms)).toEqual(later);
    expect(membership.sns.actions.at(-1)).toBe(step);
    const { status, body } = await post(bySms);
    expect([200, 201]).toContain(status);
    expect(body).toMatchObject({ subscription: { status: "confirmed", filter: null } });
    expect(membership.sns.subscriptions).toHaveLength(1);
  });

  test.each([0, 1, 2])("breaks off a change of the filter at step %d: asking again completes it", async (done) => {
    const filter = { audience: ["students"] };
    const attributes = { FilterPolicy: '{"audience":["staff"]}', FilterPolicyScope: "MessageBody" };
    membership.sns.add({ topicArn: TOPICS.coupons, protocol: "https", endpoint: ADAS.https, attributes });
    const before = Array<"answered">(2 + done).fill("answered");
    membership.sns.outcomes.push(...before, "out of order");
    expect(await post({ ...byWebhook, filter })).toEqual(later);
    expect(await post({ ...byWebhook, filter })).toMatchObject({ status: 200, body: { changed: true } });
    expect(membership.sns.subscriptions[0]?.attributes).toEqual({
      FilterPolicy: JSON.stringify(filter),
      FilterPolicyScope: "MessageAttributes",
    });
  });

  test("says nothing at all: 503 in time", async () => {
    membership.deadlineMs = 300;
    membership.sns.outcomes.push("answered", "silence");
    const started = Date.now();
    expect(await post(bySms)).toEqual(later);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test("is out of order: leaving and listing are answered with 503 as well", async () => {
    membership.sns.outcomes.push("out of order");
    expect(await remove(bySms)).toEqual(later);
    membership.sns.outcomes.push("out of order", "out of order", "out of order");
    expect(await list({ protocol: "sms", endpoint: ADAS.sms })).toEqual(later);
    expect(facts()).toEqual([
      { message: "the register did not answer", action: "unsubscribe", reason: expect.any(String) },
      { message: "the register did not answer", action: "list", reason: expect.any(String) },
    ]);
  });

  test.each([
    ["address", { protocol: "email", endpoint: "refused@example.com" }, "endpoint"],
    ["filter", { filter: { audience: ["refused"] } }, "filter"],
  ])("refuses an %s that looked right: 400, without its words", async (_, changes, path) => {
    expect(await post({ ...bySms, ...changes })).toEqual({
      status: 400,
      headers: {},
      body: { error: "the subscription was not changed", faults: [{ path, message: "is not accepted by Amazon SNS" }] },
    });
  });

  test("refuses a filter for one who is subscribed already: 400", async () => {
    await post(bySms);
    expect(await post({ ...bySms, audience: "refused" })).toMatchObject({ status: 400 });
  });

  test("has subscribed the same address with another filter in the same moment: 409, and asking again changes it", async () => {
    const asking = post({ ...bySms, audience: "staff" });
    const other = membership.sns.add({ topicArn: TOPICS.coupons, protocol: "sms", endpoint: ADAS.sms, attributes: {} });
    const get = () => !membership.sns.actions.includes("Subscribe");
    Object.defineProperty(other, "deleted", { get, configurable: true });
    expect(await asking).toMatchObject({ status: 409, body: { faults: [{ path: "filter" }] } });
    expect(await post({ ...bySms, audience: "staff" })).toMatchObject({ status: 200, body: { changed: true } });
  });
});

describe("when more subscribe than can be looked through", () => {
  const attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_LETTER_QUEUE }) };

  beforeEach(() => {
    for (let place = 0; place < 5_001; place++) {
      const endpoint = place === 5_000 ? ADAS.sms : `+1555${String(place).padStart(7, "0")}`;
      membership.sns.add({ topicArn: TOPICS.coupons, protocol: "sms", endpoint, attributes });
    }
  });

  test("subscribing still works, and makes no second subscription", async () => {
    expect(await post(bySms)).toMatchObject({ status: 201 });
    expect(membership.sns.subscriptions).toHaveLength(5_001);
  });

  test("leaving and listing say so: 503, with no invitation to ask again", async () => {
    const body = { error: "the newsletter has more subscribers than can be looked through" };
    const tooMany = { status: 503, headers: {}, body };
    expect(await remove(bySms)).toEqual(tooMany);
    expect(await list({ protocol: "sms", endpoint: ADAS.sms })).toEqual(tooMany);
  });
});
