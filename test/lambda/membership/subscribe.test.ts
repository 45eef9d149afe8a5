import { eachTestLogs } from "../support/logs";
import { ADAS, DEAD_LETTER_QUEUE, membershipDesk, type TestDesk, TOPICS } from "../support/membership-desk";

eachTestLogs();

let desk: TestDesk;
beforeEach(async () => {
  desk = await membershipDesk();
});
afterEach(() => desk.close());

const students = { audience: ["students"] };
const byEmail = { newsletter: "coupons", protocol: "email", endpoint: ADAS.email };
const bySms = { newsletter: "coupons", protocol: "sms", endpoint: ADAS.sms };

describe("a new subscriber", () => {
  test.each([
    ["email", "email", "pending"],
    ["sms", "sms", "confirmed"],
    ["https", "https", "pending"],
    ["push", "application", "confirmed"],
  ] as const)("by %s is subscribed, and told what is still missing", async (protocol, atSns, status) => {
    const endpoint = ADAS[protocol];
    const answer = await desk.post({ newsletter: "trivia", protocol, endpoint });
    expect(answer).toEqual({
      status: 201,
      headers: {},
      body: { subscription: { newsletter: "trivia", protocol, status, filter: null }, changed: true },
    });
    expect(desk.sns.subscriptions).toMatchObject([
      {
        topicArn: TOPICS.trivia,
        protocol: atSns,
        endpoint,
        attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_LETTER_QUEUE }) },
      },
    ]);
    expect(desk.sns.subscriptions[0]?.attributes).not.toHaveProperty("FilterPolicy");
  });

  test.each([
    ["an audience", { audience: "students" }, students, "attributes"],
    ["a filter", { filter: { audience: ["students", { exists: false }] } }, undefined, "attributes"],
    ["a filter of the body", { filter: { subject: [{ prefix: "New" }] }, filterScope: "body" }, undefined, "body"],
  ])("with %s gets it from the first issue on", async (_, wish, policy, filterScope) => {
    const filter = policy ?? ("filter" in wish ? wish.filter : undefined);
    const answer = await desk.post({ ...byEmail, protocol: "https", endpoint: ADAS.https, ...wish });
    expect(answer).toMatchObject({ status: 201, body: { subscription: { filter, filterScope }, changed: true } });
    expect(desk.sns.subscriptions[0]?.attributes).toMatchObject({
      FilterPolicy: JSON.stringify(filter),
      FilterPolicyScope: filterScope === "body" ? "MessageBody" : "MessageAttributes",
    });
  });

  test("is one subscriber however the address is spelled", async () => {
    expect(await desk.post({ ...byEmail, endpoint: "Ada.Lovelace@EXAMPLE.com" })).toMatchObject({ status: 201 });
    expect(await desk.post(byEmail)).toMatchObject({ status: 200, body: { changed: false } });
    const web = { newsletter: "coupons", protocol: "https" };
    expect(await desk.post({ ...web, endpoint: "HTTPS://Ada.Example.com:443" })).toMatchObject({ status: 201 });
    expect(await desk.post({ ...web, endpoint: "https://ada.example.com/" })).toMatchObject({ status: 200 });
    expect(desk.sns.subscriptions.map(({ endpoint }) => endpoint)).toEqual([
      "Ada.Lovelace@example.com",
      "https://ada.example.com/",
    ]);
  });

  test("is found among some thousand others, and those who left do not count", async () => {
    for (let place = 0; place < 2_345; place++) {
      desk.sns.add({ topicArn: TOPICS.coupons, protocol: "sms", endpoint: `+1555${String(place).padStart(7, "0")}` });
    }
    desk.sns.add({ topicArn: TOPICS.coupons, protocol: "sms", endpoint: ADAS.sms, deleted: true });
    expect(await desk.post(bySms)).toMatchObject({ status: 201, body: { changed: true } });
    expect(await desk.post(bySms)).toMatchObject({ status: 200, body: { changed: false } });
  });
});

describe("a phone whose owner opted out", () => {
  test("is refused, respected and not opted in: 409", async () => {
    desk.sns.optedOut.add(ADAS.sms);
    expect(await desk.post(bySms)).toEqual({
      status: 409,
      headers: {},
      body: {
        error: "the subscription was not changed",
        faults: [{ path: "endpoint", message: expect.stringMatching(/^has opted out of SMS/) }],
      },
    });
    expect(desk.sns.actions).toEqual(["CheckIfPhoneNumberIsOptedOut"]);
  });

  test("can still be unsubscribed", async () => {
    await desk.post(bySms);
    desk.sns.optedOut.add(ADAS.sms);
    expect(await desk.remove(bySms)).toMatchObject({ status: 200, body: { removed: true } });
  });
});
