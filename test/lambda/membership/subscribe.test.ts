import { eachTestLogs } from "../support/logs";
import {
  ADAS,
  byEmail,
  bySms,
  byWebhook,
  DEAD_LETTER_QUEUE,
  eachTestMembership,
  TOPICS,
} from "../support/membership-services";

eachTestLogs();
const membership = eachTestMembership();
const { post, remove } = membership;
const coupons = { topicArn: TOPICS.coupons };
const students = { audience: ["students"] };

describe("a new subscriber", () => {
  test.each([
    ["email", "email", "pending"],
    ["sms", "sms", "confirmed"],
    ["https", "https", "pending"],
    ["push", "application", "confirmed"],
  ] as const)("by %s is subscribed, and told what is still missing", async (protocol, atSns, status) => {
    const endpoint = ADAS[protocol];
    const answer = await post({ newsletter: "trivia", protocol, endpoint });
    const subscription = { newsletter: "trivia", protocol, status, filter: null };
    expect(answer).toEqual({ status: 201, headers: {}, body: { subscription, changed: true } });
    const attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_LETTER_QUEUE }) };
    const made = { topicArn: TOPICS.trivia, protocol: atSns, endpoint, attributes };
    expect(membership.sns.subscriptions).toMatchObject([made]);
    expect(membership.sns.subscriptions[0]?.attributes).not.toHaveProperty("FilterPolicy");
  });

  test.each([
    ["an audience", { audience: "students" }, students, "attributes"],
    ["a filter", { filter: { audience: ["students", { exists: false }] } }, undefined, "attributes"],
    ["a filter of the body", { filter: { subject: [{ prefix: "New" }] }, filterScope: "body" }, undefined, "body"],
  ])("with %s gets it from the first issue on", async (_, input, policy, filterScope) => {
    const filter = policy ?? ("filter" in input ? input.filter : undefined);
    const answer = await post({ ...byWebhook, ...input });
    expect(answer).toMatchObject({ status: 201, body: { subscription: { filter, filterScope }, changed: true } });
    expect(membership.sns.subscriptions[0]?.attributes).toMatchObject({
      FilterPolicy: JSON.stringify(filter),
      FilterPolicyScope: filterScope === "body" ? "MessageBody" : "MessageAttributes",
    });
  });

  test("is one subscriber however the address is spelled", async () => {
    expect(await post({ ...byEmail, endpoint: "Ada.Lovelace@EXAMPLE.com" })).toMatchObject({ status: 201 });
    expect(await post(byEmail)).toMatchObject({ status: 200, body: { changed: false } });
    expect(await post({ ...byWebhook, endpoint: "HTTPS://Ada.Example.com:443" })).toMatchObject({ status: 201 });
    expect(await post({ ...byWebhook, endpoint: "https://ada.example.com/" })).toMatchObject({ status: 200 });
    const endpoints = membership.sns.subscriptions.map(({ endpoint }) => endpoint);
    expect(endpoints).toEqual(["Ada.Lovelace@example.com", "https://ada.example.com/"]);
  });

  test("is found among some thousand others, and those who left do not count", async () => {
    for (let place = 0; place < 2_345; place++) {
      membership.sns.add({ ...coupons, protocol: "sms", endpoint: `+1555${String(place).padStart(7, "0")}` });
    }
    membership.sns.add({ ...coupons, protocol: "sms", endpoint: ADAS.sms, deleted: true });
    expect(await post(bySms)).toMatchObject({ status: 201, body: { changed: true } });
    expect(await post(bySms)).toMatchObject({ status: 200, body: { changed: false } });
  });
});

describe("a phone whose owner opted out", () => {
  test("is refused, respected and not opted in: 409", async () => {
    membership.sns.optedOut.add(ADAS.sms);
    expect(await post(bySms)).toEqual({
      status: 409,
      headers: {},
      body: {
        error: "the subscription was not changed",
        faults: [{ path: "endpoint", message: expect.stringMatching(/^has opted out of SMS/) }],
      },
    });
    expect(membership.sns.actions).toEqual(["CheckIfPhoneNumberIsOptedOut"]);
  });

  test("can still be unsubscribed", async () => {
    await post(bySms);
    membership.sns.optedOut.add(ADAS.sms);
    expect(await remove(bySms)).toMatchObject({ status: 200, body: { removed: true } });
  });
});

describe("a subscriber who asks again", () => {
  test("for the same changes nothing and is not sent a second confirmation", async () => {
    for (const input of [byEmail, { ...bySms, audience: "students" }]) await post(input);
    const before = membership.sns.actions.length;
    expect(await post(byEmail)).toEqual({
      status: 200,
      headers: {},
      body: { subscription: { newsletter: "coupons", protocol: "email", status: "pending" }, changed: false },
    });
    expect(await post({ ...bySms, audience: "students" })).toMatchObject({
      status: 200,
      body: { subscription: { status: "confirmed", filter: students }, changed: false },
    });
    expect(membership.sns.subscriptions.map(({ asked }) => asked)).toEqual([1, 0]);
    expect(membership.sns.actions.slice(before).filter((action) => /^(Subscribe|Set)/.test(action))).toEqual([]);
  });

  test("with resend is sent the confirmation once more", async () => {
    await post({ ...byEmail, audience: "students" });
    const answer = await post({ ...byEmail, audience: "students", resend: true });
    expect(answer).toMatchObject({ status: 200, body: { subscription: { status: "pending" }, changed: false } });
    expect(membership.sns.subscriptions.map(({ asked }) => asked)).toEqual([2]);
  });

  test("with resend and another filter is told to confirm the first one: 409", async () => {
    await post(byEmail);
    const answer = await post({ ...byEmail, audience: "students", resend: true });
    expect(answer).toMatchObject({ status: 409, body: { faults: [{ path: "filter" }] } });
  });

  test.each([
    ["a filter", {}, { audience: "students" }, ["FilterPolicyScope", "FilterPolicy"]],
    ["another filter", { audience: "staff" }, { audience: "students" }, ["FilterPolicy"]],
    ["no filter", { audience: "staff" }, {}, ["FilterPolicy"]],
  ])("for %s has it changed, and nothing else", async (_, first, then, set) => {
    await post({ ...bySms, ...first });
    const before = membership.sns.actions.length;
    const filter = "audience" in then ? students : null;
    const changed = { subscription: { status: "confirmed", filter }, changed: true };
    expect(await post({ ...bySms, ...then })).toMatchObject({ status: 200, body: changed });
    expect(membership.sns.actions.slice(before).filter((action) => action.startsWith("Set"))).toEqual(
      set.map((attribute) => `SetSubscriptionAttributes ${attribute}`),
    );
    expect(membership.sns.subscriptions[0]?.attributes["FilterPolicy"]).toBe(JSON.stringify(filter ?? {}));
    expect(await post({ ...bySms, ...then })).toMatchObject({ body: { changed: false } });
  });

  test("for a filter in another scope gets too much rather than too little on the way", async () => {
    await post({ ...byWebhook, filter: students, filterScope: "body" });
    for (const one of membership.sns.subscriptions) one.pending = false;
    const before = membership.sns.actions.length;
    await post({ ...byWebhook, filter: students });
    expect(membership.sns.actions.slice(before).filter((action) => action.startsWith("Set"))).toEqual([
      "SetSubscriptionAttributes FilterPolicy",
      "SetSubscriptionAttributes FilterPolicyScope",
      "SetSubscriptionAttributes FilterPolicy",
    ]);
    expect(membership.sns.subscriptions[0]?.attributes).toMatchObject({ FilterPolicyScope: "MessageAttributes" });
  });

  test("after being declared by the settings finds that subscription, and does not make a second one", async () => {
    membership.sns.add({ ...coupons, endpoint: "Ada.Lovelace@Example.com", attributes: { FilterPolicy: "{}" } });
    const body = { subscription: { status: "confirmed", filter: null }, changed: false };
    expect(await post(byEmail)).toMatchObject({ status: 200, body });
    expect(membership.sns.subscriptions).toHaveLength(1);
  });
});
