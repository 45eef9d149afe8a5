import { MAX_BODY_BYTES } from "../../../lambda/device-registration/read-request";
import { FIREBASE_APPLICATION, TestDeviceRegistration } from "../support/device-registration-services";
import { eachTestLogs } from "../support/logs";
import { REGION_AND_ACCOUNT } from "../support/push-service";

eachTestLogs();
const A_DEVICE = { platform: "GCM", token: "token-of-ada" };
const OWN = `${REGION_AND_ACCOUNT}endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001`;

let registration: TestDeviceRegistration;
beforeEach(() => {
  registration = new TestDeviceRegistration();
});
/** Nothing that is turned away may reach SNS. */
afterEach(() => expect(registration.service.commands).toEqual([]));

/** What is wrong with a request that is turned away: its faults, `path: message` each. */
const faultsOf = async (call: Parameters<TestDeviceRegistration["ask"]>[0], status = 400) => {
  const answer = await registration.ask(call);
  expect(answer).toMatchObject({ status, body: { error: "no device was registered or removed" } });
  const { faults } = answer.body as { faults: readonly { path: string; message: string }[] };
  return faults.map(({ path, message }) => `${path}: ${message}`);
};

describe("the device registration turns away, and tells SNS nothing of,", () => {
  test.each(["/", "/device", "/devices/1", "/devices//", "/DEVICES", "/orders"])("%j: 404", async (path) => {
    const fault = `: no such place (devices go to /devices)`;
    expect(await faultsOf({ path, body: A_DEVICE }, 404)).toEqual([fault]);
  });

  const METHODS = ["GET", "PUT", "PATCH", "post", "delete", "OPTIONS"];
  test.each(METHODS)("a %s: 405, and says what is allowed", async (method) => {
    const headers = { allow: "POST, DELETE" };
    expect(await registration.ask({ method, body: A_DEVICE })).toMatchObject({ status: 405, headers });
  });

  test.each([
    ["POST", undefined],
    ["POST", "text/plain"],
    ["DELETE", "application/jsonl"],
    ["DELETE", "multipart/form-data; x=application/json"],
  ])("a %s of content type %p: 415", async (method, contentType) => {
    const fault = expect.stringMatching(/^content-type: must be application\/json, not /);
    expect(await faultsOf({ method, contentType, body: A_DEVICE }, 415)).toEqual([fault]);
  });

  test.each(["platform", "customer", "endpoint"])(
    "a token in the wrong place, %s, and repeats none of it",
    async (name) => {
      const token = "dG9rZW4tb2YtYQ:APA91bH-x_y".repeat(5);
      const answer = await registration.ask({ body: { ...A_DEVICE, [name]: token }, path: "/devices" });
      const elsewhere = await registration.ask({ body: A_DEVICE, path: `/devices/${token}` });
      expect([answer.status, elsewhere.status]).toEqual([400, 404]);
      expect(JSON.stringify([answer, elsewhere])).not.toContain(token.slice(0, 12));
    },
  );

  test("one byte too much: 413", async () => {
    const fault = "body: is 16385 bytes long, at most 16384 are allowed";
    expect(await faultsOf({ body: Buffer.alloc(MAX_BODY_BYTES + 1, " ") }, 413)).toEqual([fault]);
  });

  test.each([
    ["POST", "", /^body: is empty \(send a device such as /],
    ["DELETE", "", /^body: is empty \(send an endpoint such as /],
    ["POST", "{", /^body: is not JSON: it ends too early, at line 1, column 2$/],
    ["DELETE", '{"endpoint": 1,}', /^body: is not JSON: a comma too many before } at line 1, column 16$/],
    ["POST", '{"token": token-of-ada}', /^body: is not JSON: found "o" at line 1, column 12$/],
    ["POST", Buffer.from([0x22, 0xff, 0x22]), /^body: is not UTF-8$/],
    ["POST", "null", /^: must be a device such as /],
    ["POST", '"token-of-ada"', /^: must be a device such as (?!.*token-of-ada)/],
    ["POST", "[]", /^platform: is missing/],
    ["DELETE", "[]", /^endpoint: is missing/],
    ["DELETE", '{"endpoint":null}', /^endpoint: must be the ARN of an SNS platform endpoint$/],
    ["POST", `${'{"token":'.repeat(1_500)}1${"}".repeat(1_500)}`, /^platform: is missing/],
    ["POST", '{"__proto__":{"platform":"GCM","token":"t"}}', /^platform: is missing/],
  ])("a %s of %p: 400", async (method, body, fault) => {
    expect((await faultsOf({ method, body }))[0]).toMatch(fault);
  });

  test.each([
    [{ custommer: "ada" }, "custommer: is not known: did you mean customer?"],
    [{ userData: "ada" }, "userData: is not known (known: platform, token, customer)"],
    [{ "dQw4w9:APA91b": 1 }, "…: is not known (known: platform, token, customer)"],
  ])("a field that nobody knows, without repeating what could be a token: %j", async (more, fault) => {
    expect(await faultsOf({ body: { ...A_DEVICE, ...more } })).toEqual([fault]);
  });

  test("everything that is wrong with a device, at once", async () => {
    expect(await faultsOf({ body: { platform: "MPNS", token: 7, customer: "ada@example.com" } })).toEqual([
      "platform: not a platform (try one of: GCM, APNS, APNS_SANDBOX)",
      "token: must be text",
      expect.stringMatching(/^customer: must be the shop's name for a customer/),
    ]);
    expect(await faultsOf({ body: { platform: "APNS_SANDBOX", token: "", customer: "" } })).toEqual([
      "platform: cannot be pushed by this shop: APNS_SANDBOX (it pushes to: GCM, APNS)",
      "token: must be a device token of Apple: 64 to 400 hexadecimal digits",
      expect.stringMatching(/^customer: /),
    ]);
  });

  const OF_FIREBASE = "token: must be a registration token of Firebase: 1 to 4096 visible ASCII characters";
  const NO_TOKENS = ["", " ", "a b", "a\n", "töken", "a".repeat(4_097), "\u0000"];
  test.each(NO_TOKENS)("the Firebase token %j, without repeating it", async (token) => {
    expect(await faultsOf({ body: { platform: "GCM", token } })).toEqual([OF_FIREBASE]);
  });

  const OF_APPLE = "token: must be a device token of Apple: 64 to 400 hexadecimal digits";
  test.each([
    ...["a".repeat(62), "a".repeat(63), "a".repeat(65), "a".repeat(402), `${"a".repeat(63)}g`, `<${"a".repeat(62)}>`],
    ...[`${"a".repeat(64)}\n`, "ａ".repeat(64)],
  ])("the Apple token %j, without repeating it", async (token) => {
    expect(await faultsOf({ body: { platform: "APNS", token } })).toEqual([OF_APPLE]);
  });

  const A_NAME = "customer: must be the shop's name for a customer: 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'";
  const NO_CUSTOMERS = [null, 7, "", "a".repeat(65), "+15550142 ", "ada@example.com", "a\n", ["ada"]];
  test.each(NO_CUSTOMERS)("the customer %j", async (customer) => {
    expect(await faultsOf({ body: { ...A_DEVICE, customer } })).toEqual([A_NAME]);
  });

  test.each([
    ["another shop's", OWN.replace("coffee-shop", "tea-shop")],
    ["another account's", OWN.replace("000000000000", "111111111111")],
    ["the application itself", FIREBASE_APPLICATION],
    ["a topic", `${REGION_AND_ACCOUNT}coupons`],
    ["one with a tail", `${OWN}/x`],
    ["a list", [OWN]],
  ])("an endpoint to remove that is %s", async (_, endpoint) => {
    expect(await faultsOf({ method: "DELETE", body: { endpoint } })).toEqual([
      expect.stringMatching(/^endpoint: must be (an endpoint of an application of this shop|the ARN of an SNS)/),
    ]);
  });

  test("every device while the shop pushes to none", async () => {
    registration = new TestDeviceRegistration([]);
    const fault = "platform: cannot be pushed by this shop: GCM (it pushes to: none)";
    expect(await faultsOf({ body: A_DEVICE })).toEqual([fault]);
    expect(await faultsOf({ method: "DELETE", body: { endpoint: OWN } })).toHaveLength(1);
  });
});
