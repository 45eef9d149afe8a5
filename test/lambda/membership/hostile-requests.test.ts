import { MAX_BODY_BYTES } from "../../../lambda/membership/read-request";
import { eachTestLogs } from "../support/logs";
import { ADAS, membershipDesk, type TestDesk } from "../support/membership-desk";

eachTestLogs();

let desk: TestDesk;
beforeAll(async () => {
  desk = await membershipDesk();
});
afterAll(() => desk.close());
/** In any case nothing may reach Amazon SNS. */
afterEach(() => expect(desk.sns.actions).toEqual([]));

const byEmail = { newsletter: "coupons", protocol: "email", endpoint: ADAS.email };
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const fault = (path: string, message: unknown) => ({ body: { faults: [{ path, message }] } });

describe("the membership desk turns away", () => {
  test.each([
    "/",
    "",
    "/subscription",
    "/subscriptions/1",
    `/subscriptions/${ADAS.email}`,
    "/subscriptions//",
    "/orders",
  ])("a request to %j: 404, without repeating the path", async (path) => {
    const answer = await desk.ask({ path, body: json(byEmail) });
    expect(answer).toMatchObject({ status: 404, ...fault("", "no such place (subscriptions are at /subscriptions)") });
  });

  test.each(["PUT", "PATCH", "HEAD", "OPTIONS", "post"])("a %s: 405, and says what is allowed", async (method) => {
    expect(await desk.ask({ method, body: json(byEmail) })).toMatchObject({
      status: 405,
      headers: { allow: "POST, DELETE, GET" },
    });
  });

  test.each(["POST", "DELETE"])("a %s of what is no JSON: 415 or 400", async (method) => {
    const headers = { "content-type": "text/plain" };
    expect(await desk.ask({ method, headers, body: json(byEmail) })).toMatchObject({ status: 415 });
    for (const body of ["", " ", "coupons", "{", Buffer.from([0x22, 0xff, 0x22])]) {
      expect(await desk.ask({ method, body: Buffer.from(body) })).toMatchObject({ status: 400 });
    }
  });

  test("a request that is one byte too long: 413", async () => {
    expect(await desk.ask({ body: Buffer.alloc(MAX_BODY_BYTES + 1, " ") })).toMatchObject({ status: 413 });
  });

  test.each([null, 7, "coupons", [], [byEmail], true, ADAS.email])(
    "%j in place of a subscription: 400",
    async (body) => {
      expect(await desk.post(JSON.stringify(body))).toMatchObject({
        status: 400,
        ...fault("", expect.stringMatching(/^must be a subscription such as \{"newsletter": "coupons"/)),
      });
    },
  );

  test.each([undefined, null, "", "gossip", "Coupons", "coupons ", ["coupons"], "__proto__", "toString"])(
    "the newsletter %j: 400",
    async (newsletter) => {
      expect(await desk.post({ ...byEmail, newsletter })).toMatchObject({
        status: 400,
        ...fault("newsletter", "must be one of: coupons, trivia, product-updates"),
      });
    },
  );

  test.each([
    undefined,
    null,
    "",
    "fax",
    "sqs",
    "lambda",
    "firehose",
    "http",
    "email-json",
    "application",
    "EMAIL",
    ["sms"],
  ])("the protocol %j: 400", async (protocol) => {
    expect(await desk.post({ ...byEmail, protocol })).toMatchObject({
      status: 400,
      ...fault("protocol", "must be one of: email, sms, https, push"),
    });
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
  ])("the wish %j: 400", async (wish, path) => {
    expect(await desk.post({ ...byEmail, ...wish })).toMatchObject({ status: 400, ...fault(path, expect.any(String)) });
  });

  test("everything that is wrong at once", async () => {
    const answer = await desk.post({ newsletter: "x", protocol: "sms", endpoint: "x", audience: "X", resend: "x" });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: "the subscription was not changed",
        faults: ["newsletter", "endpoint", "audience", "resend"].map((path) => ({ path })),
      },
    });
  });

  test("a filter nested as deep as a request may be long: 400", async () => {
    const filter = `{"audience":${"[".repeat(8_000)}${"]".repeat(8_000)}}`;
    expect(await desk.post(JSON.stringify(byEmail).replace("}", `,"filter":${filter}}`))).toMatchObject({
      status: 400,
    });
  });
});
