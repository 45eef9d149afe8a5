import { fittedPayloads, MAX_PUSH_BYTES } from "../../../lambda/contacts/cut-to-fit";
import { appleLifetime, isOwnEndpoint, readApplicationArns } from "../../../lambda/contacts/push";
import { aNote, bodiesOf, payloadsOf } from "../support/wordings";
import { words } from "../support/words";

const ANDROID = "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee";
const APPLE = "arn:aws:sns:eu-west-1:000000000000:app/APNS/decoupled-coffee";
const ID = "0123abcd-0000-4000-8000-000000000001";
const device = `arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/decoupled-coffee/${ID}`;

describe("a push endpoint is the shop's own", () => {
  test("when it is one of its applications'", () => {
    expect(isOwnEndpoint(device, [ANDROID])).toBe(true);
    expect(isOwnEndpoint(device, [APPLE, ANDROID])).toBe(true);
    expect(isOwnEndpoint(device.replace("GCM", "APNS"), [APPLE, ANDROID])).toBe(true);
  });

  test.each([
    ["another account", device.replace("000000000000", "999999999999")],
    ["another region", device.replace("eu-west-1", "us-east-1")],
    ["another partition", device.replace("arn:aws:", "arn:aws-cn:")],
    ["another service", device.replace(":sns:", ":sqs:")],
    ["another platform", device.replace("GCM", "APNS_SANDBOX")],
    ["another application", device.replace("decoupled-coffee", "tea-shop")],
    ["an application whose name begins alike", device.replace("decoupled-coffee", "decoupled-coffee2")],
    ["an application with a slash in its name", device.replace("decoupled-coffee", "decoupled-coffee/x")],
    ["the application itself", ANDROID],
    ["the application as an endpoint", device.replace(`/${ID}`, "")],
    ["no id", device.replace(ID, "")],
    ["an id that is none", device.replace(ID, "-".repeat(36))],
    ["an id in upper case", device.replace(ID, ID.toUpperCase())],
    ["something behind the id", `${device}/x`],
    ["a line break behind the id", `${device}\n`],
    ["something before it", ` ${device}`],
    ["a topic", "arn:aws:sns:eu-west-1:000000000000:coupons"],
    ["nothing", ""],
  ])("and never with %s", (_, endpoint) => {
    expect(isOwnEndpoint(endpoint, [ANDROID])).toBe(false);
  });

  test("never in a shop without applications, nor by what is no application", () => {
    expect(isOwnEndpoint(device, [])).toBe(false);
    expect(isOwnEndpoint(device, [""])).toBe(false);
    expect(isOwnEndpoint(`/${ID}`, [""])).toBe(false);
    expect(isOwnEndpoint(`${ANDROID}x/${ID}`, [`${ANDROID}x/..`])).toBe(false);
  });

  test("with dots in the name that stand for themselves", () => {
    const dotted = ANDROID.replace("decoupled-coffee", "decoupled.coffee");
    expect(isOwnEndpoint(device, [dotted])).toBe(false);
    expect(isOwnEndpoint(device.replace("decoupled-coffee", "decoupled.coffee"), [dotted])).toBe(true);
  });
});

test.each(
  words(`
    arn:aws:sns:eu-west-1:000000000000:app/WNS/coffee arn:aws:sns:eu-west-1:0:app/GCM/coffee
    arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/coffee arn:aws:sns:eu-west-1:000000000000:app/GCM/
    ${ANDROID}|${APPLE}
  `),
)("%s in the deployment is an error at the first start", (arn) => {
  expect(() => readApplicationArns(arn)).toThrow(`not the ARN of a platform application (GCM or APNS): ${arn}`);
});

describe("a note is worded", () => {
  const alert = { title: "Did you know?", body: "Coffee beans are seeds." };

  test("for Firebase as its HTTP v1 API has it, and for Apple, the same in both places", () => {
    const { GCM, APNS, APNS_SANDBOX } = payloadsOf();
    expect(GCM).toEqual({ fcmV1Message: { message: { notification: alert, data: { issueId: "1" } } } });
    expect(APNS).toEqual({ aps: { alert, sound: "default" }, issueId: "1" });
    expect(APNS_SANDBOX).toEqual(APNS);
  });

  test("with the time that a device may be off, where it is part of the payload or of the message", () => {
    expect(payloadsOf({ lifetimeSeconds: 90 }).GCM.fcmV1Message.message.android).toEqual({ ttl: "90s" });
    expect(appleLifetime(90)).toEqual({
      "AWS.SNS.MOBILE.APNS.TTL": { DataType: "String", StringValue: "90" },
      "AWS.SNS.MOBILE.APNS_SANDBOX.TTL": { DataType: "String", StringValue: "90" },
    });
  });
});

describe("a body that would make the payload too long is cut", () => {
  test.each([
    ["letters", "a"],
    ["quotation marks, which are escaped", '"'],
    ["line breaks in pairs, which are one", "\r\n-"],
    ["emoji", "🫖"],
    ["families", "👨‍👩‍👧‍👦"],
  ])("%s", (_, unit) => {
    for (const body of bodiesOf({ body: unit.repeat(5_000) })) {
      expect(body.endsWith("...")).toBe(true);
      expect(unit.repeat(5_000).startsWith(body.slice(0, -3))).toBe(true);
      expect((body.length - 3) % unit.length).toBe(0);
    }
    for (const payload of Object.values(fittedPayloads(aNote({ body: unit.repeat(5_000) })))) {
      expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(MAX_PUSH_BYTES);
      const oneMore = Buffer.byteLength(JSON.stringify(unit)) - '""'.length;
      expect(Buffer.byteLength(payload) + oneMore).toBeGreaterThan(MAX_PUSH_BYTES);
    }
  });

  test("to nothing when its first character does not fit", () => {
    expect(bodiesOf({ body: `e${"\u0301".repeat(3_000)}` })).toEqual(["...", "...", "..."]);
  });

  test("and at the last byte it is not", () => {
    const [empty] = Object.values(fittedPayloads(aNote({ body: "" })));
    const room = MAX_PUSH_BYTES - Buffer.byteLength(empty ?? "");
    expect(bodiesOf({ body: "a".repeat(room) })[0]).toBe("a".repeat(room));
    expect(bodiesOf({ body: "a".repeat(room + 1) })[0]).toBe(`${"a".repeat(room - 3)}...`);
  });
});
