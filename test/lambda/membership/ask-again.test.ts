import { eachTestLogs } from "../support/logs";
import { ADAS, membershipDesk, type TestDesk, TOPICS } from "../support/membership-desk";

eachTestLogs();

let desk: TestDesk;
beforeEach(async () => {
  desk = await membershipDesk();
});
afterEach(() => desk.close());

const students = { audience: ["students"] };
const byEmail = { newsletter: "coupons", protocol: "email", endpoint: ADAS.email };
const bySms = { newsletter: "coupons", protocol: "sms", endpoint: ADAS.sms };

describe("a subscriber who asks again", () => {
  test("for the same changes nothing and is not sent a second confirmation", async () => {
    for (const wish of [byEmail, { ...bySms, audience: "students" }]) await desk.post(wish);
    const before = desk.sns.actions.length;
    expect(await desk.post(byEmail)).toEqual({
      status: 200,
      headers: {},
      body: { subscription: { newsletter: "coupons", protocol: "email", status: "pending" }, changed: false },
    });
    expect(await desk.post({ ...bySms, audience: "students" })).toMatchObject({
      status: 200,
      body: { subscription: { status: "confirmed", filter: students }, changed: false },
    });
    expect(desk.sns.subscriptions.map(({ asked }) => asked)).toEqual([1, 0]);
    expect(desk.sns.actions.slice(before).filter((action) => /^(Subscribe|Set)/.test(action))).toEqual([]);
  });

  test("with resend is sent the confirmation once more", async () => {
    await desk.post({ ...byEmail, audience: "students" });
    const answer = await desk.post({ ...byEmail, audience: "students", resend: true });
    expect(answer).toMatchObject({ status: 200, body: { subscription: { status: "pending" }, changed: false } });
    expect(desk.sns.subscriptions.map(({ asked }) => asked)).toEqual([2]);
  });

  test("with resend and another filter is told to confirm the first one: 409", async () => {
    await desk.post(byEmail);
    const answer = await desk.post({ ...byEmail, audience: "students", resend: true });
    expect(answer).toMatchObject({ status: 409, body: { faults: [{ path: "filter" }] } });
  });

  test.each([
    ["a filter", {}, { audience: "students" }, ["FilterPolicyScope", "FilterPolicy"]],
    ["another filter", { audience: "staff" }, { audience: "students" }, ["FilterPolicy"]],
    ["no filter", { audience: "staff" }, {}, ["FilterPolicy"]],
  ])("for %s has it changed, and nothing else", async (_, first, then, set) => {
    await desk.post({ ...bySms, ...first });
    const before = desk.sns.actions.length;
    const filter = "audience" in then ? students : null;
    expect(await desk.post({ ...bySms, ...then })).toMatchObject({
      status: 200,
      body: { subscription: { status: "confirmed", filter }, changed: true },
    });
    expect(desk.sns.actions.slice(before).filter((action) => action.startsWith("Set"))).toEqual(
      set.map((attribute) => `SetSubscriptionAttributes ${attribute}`),
    );
    expect(desk.sns.subscriptions[0]?.attributes["FilterPolicy"]).toBe(JSON.stringify(filter ?? {}));
    expect(await desk.post({ ...bySms, ...then })).toMatchObject({ body: { changed: false } });
  });

  test("for a filter in another scope gets too much rather than too little on the way", async () => {
    const web = { newsletter: "coupons", protocol: "https", endpoint: ADAS.https };
    await desk.post({ ...web, filter: students, filterScope: "body" });
    for (const one of desk.sns.subscriptions) one.pending = false;
    const before = desk.sns.actions.length;
    await desk.post({ ...web, filter: students });
    expect(desk.sns.actions.slice(before).filter((action) => action.startsWith("Set"))).toEqual([
      "SetSubscriptionAttributes FilterPolicy",
      "SetSubscriptionAttributes FilterPolicyScope",
      "SetSubscriptionAttributes FilterPolicy",
    ]);
    expect(desk.sns.subscriptions[0]?.attributes).toMatchObject({ FilterPolicyScope: "MessageAttributes" });
  });

  test("after being declared by the settings finds that subscription, and does not make a second one", async () => {
    desk.sns.add({
      topicArn: TOPICS.coupons,
      endpoint: "Ada.Lovelace@Example.com",
      attributes: { FilterPolicy: "{}" },
    });
    expect(await desk.post(byEmail)).toMatchObject({
      status: 200,
      body: { subscription: { status: "confirmed", filter: null }, changed: false },
    });
    expect(desk.sns.subscriptions).toHaveLength(1);
  });
});
