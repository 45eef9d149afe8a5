import { eachTestLogs } from "../support/logs";
import { ADAS, membershipDesk, type TestDesk, TOPICS } from "../support/membership-desk";

eachTestLogs();

let desk: TestDesk;
beforeEach(async () => {
  desk = await membershipDesk({ rules: { smsCountryPrefixes: [], pushApplicationArns: [] } });
});
afterEach(() => desk.close());

const byEmail = { newsletter: "coupons", protocol: "email", endpoint: ADAS.email };
const subscribed = (protocol: string, endpoint: string, changes = {}) =>
  desk.sns.add({ topicArn: TOPICS.coupons, protocol, endpoint, ...changes });

describe("who wants to leave", () => {
  test.each([
    ["email", "email", ADAS.email],
    ["sms", "sms", ADAS.sms],
    ["https", "https", ADAS.https],
    ["push", "application", ADAS.push],
    ["https", "http", "http://localhost:3000/webhook"],
  ] as const)("by %s (%s) can, whatever the rules of the shop are now", async (protocol, atSns, endpoint) => {
    const theirs = subscribed(atSns, endpoint);
    const other = subscribed(atSns, `${endpoint}0`);
    const elsewhere = desk.sns.add({ topicArn: TOPICS.trivia, protocol: atSns, endpoint });
    const wish = { newsletter: "coupons", protocol, endpoint };
    expect(await desk.remove(wish)).toEqual({ status: 200, headers: {}, body: { removed: true } });
    expect([theirs, other, elsewhere].map(({ deleted = false }) => deleted)).toEqual([true, false, false]);
    expect(await desk.remove(wish)).toEqual({ status: 200, headers: {}, body: { removed: false } });
  });

  test.each([
    ["ADA.LOVELACE@example.COM", ADAS.email, "email"],
    ["https://Ada.Example.com:443/coffee?key=s3cret", ADAS.https, "https"],
  ])("is found as %s too", async (listed, endpoint, protocol) => {
    subscribed(protocol, listed);
    expect(await desk.remove({ newsletter: "coupons", protocol, endpoint })).toMatchObject({ body: { removed: true } });
  });

  test("is not taken for somebody else's subscription of the same spelling", async () => {
    const other = subscribed("email-json", ADAS.email);
    expect(await desk.remove(byEmail)).toMatchObject({ body: { removed: false } });
    expect(other.deleted).toBeUndefined();
  });

  test.each([
    ["listed without an ARN", false],
    ["listed with one", true],
  ])("before confirming (%s) is told that nobody can remove it: it lapses by itself", async (_, listedByArn) => {
    subscribed("email", ADAS.email, { pending: true, listedByArn });
    expect(await desk.remove(byEmail)).toMatchObject({ status: 200, body: { removed: false, status: "pending" } });
    expect(desk.sns.actions).not.toContain("Unsubscribe");
  });

  test("and was removed by somebody else in the same moment is told so", async () => {
    const theirs = subscribed("email", ADAS.email);
    const asking = desk.remove(byEmail);
    Object.defineProperty(theirs, "deleted", {
      get: () => desk.sns.actions.includes("Unsubscribe"),
      set: () => undefined,
    });
    expect(await asking).toMatchObject({ status: 200, body: { removed: false } });
  });

  test.each([
    ["a protocol that is none", { ...byEmail, protocol: "fax" }, "protocol"],
    ["a newsletter that is none", { ...byEmail, newsletter: "gossip" }, "newsletter"],
    ["no address", { ...byEmail, endpoint: undefined }, "endpoint"],
    ["what is no address", { ...byEmail, endpoint: "ada" }, "endpoint"],
    ["what is no number", { ...byEmail, protocol: "sms", endpoint: "0043 650 1234567" }, "endpoint"],
    ["what is no web address", { ...byEmail, protocol: "https", endpoint: "ftp://ada.example.com" }, "endpoint"],
    ["an endless address", { ...byEmail, endpoint: `${"a".repeat(2_048)}@example.com` }, "endpoint"],
  ])("but gives %s is told what is wrong: 400", async (_, wish, path) => {
    expect(await desk.remove(wish)).toMatchObject({ status: 400, body: { faults: [{ path }] } });
    expect(desk.sns.actions).toEqual([]);
  });
});

describe("who asks what comes", () => {
  test("is told of every newsletter, with its filter", async () => {
    subscribed("sms", ADAS.sms, { attributes: { FilterPolicy: '{"audience":["students"]}' } });
    desk.sns.add({
      topicArn: TOPICS["product-updates"],
      protocol: "sms",
      endpoint: ADAS.sms,
      attributes: { FilterPolicy: '{"subject":[{"wildcard":"a*"}]}', FilterPolicyScope: "MessageBody" },
    });
    desk.sns.add({ topicArn: TOPICS.trivia, protocol: "sms", endpoint: "+15550199" });
    expect(await desk.list({ protocol: "sms", endpoint: ADAS.sms })).toEqual({
      status: 200,
      headers: {},
      body: {
        subscriptions: [
          {
            newsletter: "coupons",
            protocol: "sms",
            status: "confirmed",
            filter: { audience: ["students"] },
            filterScope: "attributes",
          },
          {
            newsletter: "product-updates",
            protocol: "sms",
            status: "confirmed",
            filter: { subject: [{ wildcard: "a*" }] },
            filterScope: "body",
          },
        ],
      },
    });
  });

  test("is told what is pending, whose filter nobody can see", async () => {
    subscribed("email", ADAS.email, { pending: true });
    expect(await desk.list({ protocol: "email", endpoint: ADAS.email })).toMatchObject({
      body: { subscriptions: [{ newsletter: "coupons", protocol: "email", status: "pending" }] },
    });
  });

  test("and gets nothing is told so, also after leaving", async () => {
    const nothing = { status: 200, body: { subscriptions: [] } };
    expect(await desk.list({ protocol: "email", endpoint: ADAS.email })).toMatchObject(nothing);
    subscribed("email", ADAS.email);
    await desk.remove(byEmail);
    expect(await desk.list({ protocol: "email", endpoint: ADAS.email })).toMatchObject(nothing);
  });

  test.each([
    ["nothing", "", "protocol"],
    ["a + that was not escaped", "protocol=sms&endpoint=+15550142", "endpoint"],
    ["no endpoint", "protocol=sms", "endpoint"],
  ])("with %s is told what is wrong: 400", async (_, query, path) => {
    expect(await desk.ask({ method: "GET", query })).toMatchObject({ status: 400, body: { faults: [{ path }] } });
  });
});
