import fc from "fast-check";
import {
  appleLifetime,
  MAX_PUSH_BYTES,
  PUSH_PLATFORMS,
  type PushNote,
  pushPayloads,
} from "../../../lambda/shared/push-payload";
import { SEED } from "../support/seed";

const aNote = (changes: Partial<PushNote> = {}): PushNote => ({
  title: "Did you know?",
  body: "Coffee beans are seeds.",
  data: { issueId: "1" },
  ...changes,
});
const payloads = (changes: Partial<PushNote> = {}) => {
  const { GCM, APNS, APNS_SANDBOX } = pushPayloads(aNote(changes));
  return { GCM: JSON.parse(GCM), APNS: JSON.parse(APNS), APNS_SANDBOX: JSON.parse(APNS_SANDBOX) };
};
const bodies = (changes: Partial<PushNote>): readonly string[] => {
  const { GCM, APNS, APNS_SANDBOX } = payloads(changes);
  return [GCM.fcmV1Message.message.notification.body, APNS.aps.alert.body, APNS_SANDBOX.aps.alert.body];
};

describe("a note is worded", () => {
  test("for Firebase as its HTTP v1 API has it", () => {
    expect(payloads().GCM).toEqual({
      fcmV1Message: {
        message: {
          notification: { title: "Did you know?", body: "Coffee beans are seeds." },
          data: { issueId: "1" },
        },
      },
    });
  });

  test("for Apple, the same in both places", () => {
    expect(payloads().APNS).toEqual({
      aps: { alert: { title: "Did you know?", body: "Coffee beans are seeds." }, sound: "default" },
      issueId: "1",
    });
    expect(payloads().APNS_SANDBOX).toEqual(payloads().APNS);
  });

  test("with the time that a device may be off, where it is part of the payload or of the message", () => {
    expect(payloads({ lifetimeSeconds: 90 }).GCM.fcmV1Message.message.android).toEqual({ ttl: "90s" });
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
    for (const body of bodies({ body: unit.repeat(5_000) })) {
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
    expect(bodies({ body: `e${"\u0301".repeat(3_000)}` })).toEqual(["...", "...", "..."]);
  });

  test("and at the last byte it is not", () => {
    const [empty] = Object.values(pushPayloads(aNote({ body: "" })));
    const room = MAX_PUSH_BYTES - Buffer.byteLength(empty ?? "");
    expect(bodies({ body: "a".repeat(room) })[0]).toBe("a".repeat(room));
    expect(bodies({ body: "a".repeat(room + 1) })[0]).toBe(`${"a".repeat(room - 3)}...`);
  });
});

test(`any note fits every platform, in whole characters (seed ${SEED})`, () => {
  const unit = fc.oneof(
    fc.constantFrom('"', "\\", "\n", "é", "🫖", "👨‍👩‍👧‍👦"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  );
  const long = fc.tuple(fc.string({ unit, minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 200 }));
  fc.assert(
    fc.property(
      fc.string({ unit: "binary-ascii", maxLength: 99 }),
      long.map(([text, times]) => text.repeat(times)),
      (title, body) => {
        const worded = pushPayloads(aNote({ title, body }));
        expect(Object.keys(worded)).toEqual([...PUSH_PLATFORMS]);
        for (const payload of Object.values(worded)) {
          expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(MAX_PUSH_BYTES);
          expect(payload.isWellFormed()).toBe(true);
        }
        for (const shown of bodies({ title, body })) {
          if (shown === body) continue;
          const kept = shown.slice(0, -3);
          const starts = [
            ...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(body.slice(0, kept.length + 200)),
          ];
          expect(starts.map(({ index }) => body.slice(0, index).trimEnd())).toContain(kept);
        }
      },
    ),
  );
});
