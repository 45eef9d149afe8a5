import { appleLifetime, MAX_PUSH_BYTES, pushPayloads } from "../../../lambda/contacts/push";
import { aNote, bodiesOf, payloadsOf } from "../support/wordings";

describe("a note is worded", () => {
  test("for Firebase as its HTTP v1 API has it", () => {
    expect(payloadsOf().GCM).toEqual({
      fcmV1Message: {
        message: { notification: { title: "Did you know?", body: "Coffee beans are seeds." }, data: { issueId: "1" } },
      },
    });
  });

  test("for Apple, the same in both places", () => {
    expect(payloadsOf().APNS).toEqual({
      aps: { alert: { title: "Did you know?", body: "Coffee beans are seeds." }, sound: "default" },
      issueId: "1",
    });
    expect(payloadsOf().APNS_SANDBOX).toEqual(payloadsOf().APNS);
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
    for (const payload of Object.values(pushPayloads(aNote({ body: unit.repeat(5_000) })))) {
      expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(MAX_PUSH_BYTES);
      const oneMore = Buffer.byteLength(JSON.stringify(unit)) - '""'.length;
      expect(Buffer.byteLength(payload) + oneMore).toBeGreaterThan(MAX_PUSH_BYTES);
    }
  });

  test("to nothing when its first character does not fit", () => {
    expect(bodiesOf({ body: `e${"\u0301".repeat(3_000)}` })).toEqual(["...", "...", "..."]);
  });

  test("and at the last byte it is not", () => {
    const [empty] = Object.values(pushPayloads(aNote({ body: "" })));
    const room = MAX_PUSH_BYTES - Buffer.byteLength(empty ?? "");
    expect(bodiesOf({ body: "a".repeat(room) })[0]).toBe("a".repeat(room));
    expect(bodiesOf({ body: "a".repeat(room + 1) })[0]).toBe(`${"a".repeat(room - 3)}...`);
  });
});
