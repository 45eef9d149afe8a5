import { HOSTILE_HOSTS } from "../support/hostile-hosts";
import { eachTestLogs } from "../support/logs";
import { ADAS, membershipDesk, type TestDesk } from "../support/membership-desk";

eachTestLogs();

let desk: TestDesk;
beforeAll(async () => {
  desk = await membershipDesk({
    rules: {
      smsCountryPrefixes: ["+1555"],
      pushApplicationArns: ["arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee"],
    },
  });
});
afterAll(() => desk.close());
/** In any case nothing may reach Amazon SNS. */
afterEach(() => expect(desk.sns.actions).toEqual([]));

const fault = (path: string, message: unknown) => ({ body: { faults: [{ path, message }] } });

describe("nobody can be subscribed", () => {
  test.each([
    ["email", undefined],
    ["email", null],
    ["email", { toString: "ada@example.com" }],
    ["email", "ada@example.com\r\nBcc: everybody@example.com"],
    ["email", "everybody@localhost"],
    ["email", ADAS.sms],
    ["sms", undefined],
    ["sms", 15550142],
    ["sms", "15550142"],
    ["sms", "0015550142"],
    ["sms", "+1 555 0142"],
    ["sms", "+1555-0142"],
    ["sms", "+15550142;ext=1"],
    ["sms", "+15550142\n"],
    ["sms", "+１５５５０１４２"],
    ["sms", "+1555014212345678"],
    ["sms", "+0155501429"],
    ["sms", "+4312345678"],
    ["sms", "+15540142"],
    ["sms", "tel:+15550142"],
    ["sms", ["+15550142"]],
    ["https", undefined],
    ["https", "http://ada.example.com"],
    ["https", "https://ada:secret@ada.example.com"],
    ["https", "https://ada.example.com:8443"],
    ["push", undefined],
    ["push", "device-token"],
    ["push", ADAS.push.replace("000000000000", "999999999999")],
    ["push", ADAS.push.replace("GCM", "APNS")],
    ["push", ADAS.push.replace("decoupled-coffee", "tea-shop")],
    ["push", ADAS.push.replace(":endpoint/", ":app/")],
    ["push", `${ADAS.push}/..`],
    ["push", "arn:aws:sns:eu-west-1:000000000000:coupons"],
    ["push", "arn:aws:sqs:eu-west-1:000000000000:orders"],
  ])("by %s the address %j: 400", async (protocol, endpoint) => {
    expect(await desk.post({ newsletter: "coupons", protocol, endpoint })).toMatchObject({
      status: 400,
      ...fault("endpoint", expect.any(String)),
    });
  });

  test.each(HOSTILE_HOSTS.map(([what, hosts]) => [what, hosts] as const))("webhooks at %s: 400", async (_, hosts) => {
    for (const host of hosts) {
      const answer = await desk.post({ newsletter: "coupons", protocol: "https", endpoint: `https://${host}` });
      expect([host, answer]).toMatchObject([
        host,
        { status: 400, ...fault("endpoint", "must name a host on the public internet") },
      ]);
    }
  });
});
