import { eachTestLogs } from "../support/logs";
import { ADAS, byEmail, eachTestMembership, TOPICS } from "../support/membership-services";

eachTestLogs();
const membership = eachTestMembership({ smsCountryPrefixes: [], pushApplicationArns: [] });
const { remove, list } = membership;

const subscribed = (protocol: string, endpoint: string, changes = {}) =>
  membership.sns.add({ topicArn: TOPICS.coupons, protocol, endpoint, ...changes });

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
    const elsewhere = membership.sns.add({ topicArn: TOPICS.trivia, protocol: atSns, endpoint });
    const input = { newsletter: "coupons", protocol, endpoint };
    expect(await remove(input)).toEqual({ status: 200, headers: {}, body: { removed: true } });
    expect([theirs, other, elsewhere].map(({ deleted = false }) => deleted)).toEqual([true, false, false]);
    expect(await remove(input)).toEqual({ status: 200, headers: {}, body: { removed: false } });
  });

  test.each([
    ["ADA.LOVELACE@example.COM", ADAS.email, "email"],
    ["https://Ada.Example.com:443/coffee?key=s3cret", ADAS.https, "https"],
  ])("is found as %s too", async (listed, endpoint, protocol) => {
    subscribed(protocol, listed);
    expect(await remove({ newsletter: "coupons", protocol, endpoint })).toMatchObject({ body: { removed: true } });
  });

  test("is not taken for somebody else's subscription of the same spelling", async () => {
    const other = subscribed("email-json", ADAS.email);
    expect(await remove(byEmail)).toMatchObject({ body: { removed: false } });
    expect(other.deleted).toBeUndefined();
  });

  test.each([
    ["listed without an ARN", false],
    ["listed with one", true],
  ])("before confirming (%s) is told that nobody can remove it: it lapses by itself", async (_, listedByArn) => {
    subscribed("email", ADAS.email, { pending: true, listedByArn });
    expect(await remove(byEmail)).toMatchObject({ status: 200, body: { removed: false, status: "pending" } });
    expect(membership.sns.actions).not.toContain("Unsubscribe");
  });

  test("and was removed by somebody else in the same moment is told so", async () => {
    const theirs = subscribed("email", ADAS.email);
    const asking = remove(byEmail);
    const get = () => membership.sns.actions.includes("Unsubscribe");
    Object.defineProperty(theirs, "deleted", { get, set: () => undefined });
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
  ])("but gives %s is told what is wrong: 400", async (_, input, path) => {
    expect(await remove(input)).toMatchObject({ status: 400, body: { faults: [{ path }] } });
    expect(membership.sns.actions).toEqual([]);
  });
});

describe("who asks what comes", () => {
  test("is told of every newsletter, with its filter", async () => {
    subscribed("sms", ADAS.sms, { attributes: { FilterPolicy: '{"audience":["students"]}' } });
    const attributes = { FilterPolicy: '{"subject":[{"wildcard":"a*"}]}', FilterPolicyScope: "MessageBody" };
    subscribed("sms", ADAS.sms, { topicArn: TOPICS["product-updates"], attributes });
    membership.sns.add({ topicArn: TOPICS.trivia, protocol: "sms", endpoint: "+15550199" });
    const shown = { protocol: "sms", status: "confirmed" };
    const subscriptions = [
      { ...shown, newsletter: "coupons", filter: { audience: ["students"] }, filterScope: "attributes" },
      { ...shown, newsletter: "product-updates", filter: { subject: [{ wildcard: "a*" }] }, filterScope: "body" },
    ];
    const answer = { status: 200, headers: {}, body: { subscriptions } };
    expect(await list({ protocol: "sms", endpoint: ADAS.sms })).toEqual(answer);
  });

  test("is told what is pending, whose filter nobody can see", async () => {
    subscribed("email", ADAS.email, { pending: true });
    expect(await list({ protocol: "email", endpoint: ADAS.email })).toMatchObject({
      body: { subscriptions: [{ newsletter: "coupons", protocol: "email", status: "pending" }] },
    });
  });

  test("and gets nothing is told so, also after leaving", async () => {
    const nothing = { status: 200, body: { subscriptions: [] } };
    expect(await list({ protocol: "email", endpoint: ADAS.email })).toMatchObject(nothing);
    subscribed("email", ADAS.email);
    await remove(byEmail);
    expect(await list({ protocol: "email", endpoint: ADAS.email })).toMatchObject(nothing);
  });

  test.each([
    ["sms", "protocol=sms&endpoint=+15550142", "+15550142"],
    ["email", "protocol=email&endpoint=ada+news@example.com", "ada+news@example.com"],
    ["email", "protocol=email&endpoint=ada%2Bnews%40example.com", "ada+news@example.com"],
  ])("by %s may write a plus as it is: %s", async (protocol, query, endpoint) => {
    subscribed(protocol, endpoint);
    const body = { subscriptions: [{ newsletter: "coupons", protocol }] };
    expect(await membership.ask({ method: "GET", query })).toMatchObject({ status: 200, body });
  });

  test.each([
    ["nothing", "", "protocol"],
    ["no endpoint", "protocol=sms", "endpoint"],
  ])("with %s is told what is wrong: 400", async (_, query, path) => {
    expect(await membership.ask({ method: "GET", query })).toMatchObject({ status: 400, body: { faults: [{ path }] } });
  });
});
