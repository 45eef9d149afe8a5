import { MAX_BODY_BYTES } from "../../../lambda/membership/read-request";
import { eachTestLogs } from "../support/logs";
import { ADAS, byEmail, eachTestMembership } from "../support/membership-services";
import { words } from "../support/words";

eachTestLogs();
const membership = eachTestMembership({
  smsCountryPrefixes: ["+1555"],
  pushApplicationArns: ["arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee"],
});
const { post } = membership;
/** In any case nothing may reach Amazon SNS. */
afterEach(() => expect(membership.sns.actions).toEqual([]));

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const fault = (path: string, message: unknown, status = 400) => ({ status, body: { faults: [{ path, message }] } });

describe("the membership function turns away", () => {
  test.each([
    ...["/", "", "/subscription", "/subscriptions/1", `/subscriptions/${ADAS.email}`, "/subscriptions//", "/orders"],
  ])("a request to %j: 404, without repeating the path", async (path) => {
    expect(await membership.ask({ path, body: json(byEmail) })).toMatchObject(
      fault("", "no such place (subscriptions are at /subscriptions)", 404),
    );
  });

  test.each(["PUT", "PATCH", "HEAD", "OPTIONS", "post"])("a %s: 405, and says what is allowed", async (method) => {
    const headers = { allow: "POST, DELETE, GET" };
    expect(await membership.ask({ method, body: json(byEmail) })).toMatchObject({ status: 405, headers });
  });

  test("a comma too many is told with its place", async () => {
    const body = json(byEmail).toString().replace("}", ",}");
    const message = `is not JSON: a comma too many before } at line 1, column ${body.length}`;
    expect(await post(body)).toMatchObject({ status: 400, body: { faults: [{ path: "body", message }] } });
    expect(await post("\ufeff{}")).toMatchObject({ status: 400, body: { faults: [{ path: "newsletter" }, {}] } });
  });

  test.each(["POST", "DELETE"])("a %s of what is no JSON: 415 or 400", async (method) => {
    const headers = { "content-type": "text/plain" };
    expect(await membership.ask({ method, headers, body: json(byEmail) })).toMatchObject({ status: 415 });
    for (const body of ["", " ", "coupons", "{", Buffer.from([0x22, 0xff, 0x22])]) {
      expect(await membership.ask({ method, body: Buffer.from(body) })).toMatchObject({ status: 400 });
    }
  });

  test("a request that is one byte too long: 413", async () => {
    expect(await membership.ask({ body: Buffer.alloc(MAX_BODY_BYTES + 1, " ") })).toMatchObject({ status: 413 });
  });

  const NO_SUBSCRIPTIONS = [null, 7, "coupons", [], [byEmail], true, ADAS.email];
  test.each(NO_SUBSCRIPTIONS)("%j in place of a subscription: 400", async (body) => {
    expect(await post(JSON.stringify(body))).toMatchObject(
      fault("", expect.stringMatching(/^must be a subscription such as \{"newsletter": "coupons"/)),
    );
  });

  const NO_NEWSLETTERS = [undefined, null, "", "gossip", "Coupons", "coupons ", ["coupons"], "__proto__", "toString"];
  test.each(NO_NEWSLETTERS)("the newsletter %j: 400", async (newsletter) => {
    expect(await post({ ...byEmail, newsletter })).toMatchObject(
      fault("newsletter", "must be one of: coupons, trivia, product-updates"),
    );
  });

  const OTHERS = words("fax sqs lambda firehose http email-json application EMAIL");
  const NO_PROTOCOLS = [undefined, null, "", ...OTHERS, ["sms"]];
  test.each(NO_PROTOCOLS)("the protocol %j: 400", async (protocol) => {
    expect(await post({ ...byEmail, protocol })).toMatchObject(
      fault("protocol", "must be one of: email, sms, https, push"),
    );
  });

  test.each([
    [{ audience: "STUDENTS" }, "audience"],
    [{ audience: ["students"] }, "audience"],
    [{ filter: "students" }, "filter"],
    [{ filter: { audience: [{ wildcard: "*" }] } }, "filter.audience[0]"],
    [{ filter: { audience: ["a"] }, filterScope: "body" }, "filterScope"],
    [{ resend: "yes" }, "resend"],
    [{ resend: 1 }, "resend"],
    [{ resend: null }, "resend"],
  ])("the input %j: 400", async (input, path) => {
    expect(await post({ ...byEmail, ...input })).toMatchObject(fault(path, expect.any(String)));
  });

  test("everything that is wrong at once", async () => {
    const answer = await post({ newsletter: "x", protocol: "sms", endpoint: "x", audience: "X", resend: "x" });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: "the subscription was not changed",
        faults: ["newsletter", "endpoint", "audience", "resend"].map((path) => ({ path })),
      },
    });
  });

  test("a filter nested as deep as a request may be long: 400", async () => {
    const filter = `"filter":{"audience":${"[".repeat(8_000)}${"]".repeat(8_000)}}`;
    expect(await post(JSON.stringify(byEmail).replace("}", `,${filter}}`))).toMatchObject({ status: 400 });
  });
});

const ADDRESSES: Readonly<Record<string, readonly unknown[]>> = {
  email: [undefined, null, { toString: ADAS.email }, `${ADAS.email}\r\nBcc: x@y.at`, "everybody@localhost", ADAS.sms],
  sms: [
    ...[undefined, 15550142, "+1 555 0142", "+15550142\n", ["+15550142"]],
    ...words("15550142 0015550142 +1555-0142 +15550142;ext=1 +１５５５０１４２ +1555014212345678 +0155501429"),
    ...words("+4312345678 +15540142 tel:+15550142"),
  ],
  https: [undefined, ...words("http://ada.example.com https://ada:s@ada.example.com https://ada.example.com:8443")],
  push: [
    ...[undefined, "device-token", `${ADAS.push}/..`, ADAS.push.replace("000000000000", "999999999999")],
    ...[ADAS.push.replace("GCM", "APNS"), ADAS.push.replace("decoupled-coffee", "tea-shop")],
    ...[ADAS.push.replace(":endpoint/", ":app/"), "arn:aws:sns:eu-west-1:000000000000:coupons"],
    "arn:aws:sqs:eu-west-1:000000000000:orders",
  ],
};
const cases = Object.entries(ADDRESSES).flatMap(([protocol, bad]) => bad.map((endpoint) => [protocol, endpoint]));

test.each(cases)("nobody can be subscribed by %s the address %j: 400", async (protocol, endpoint) => {
  expect(await post({ newsletter: "coupons", protocol, endpoint })).toMatchObject(
    fault("endpoint", expect.any(String)),
  );
});
