import fc from "fast-check";
import { envelopes, jsonKeys, signedText } from "../../../lambda/webhook-receiver/envelope";
import { readDelivery } from "../../../lambda/webhook-receiver/read-delivery";
import { SEED } from "../support/seed";
import { boundaries } from "./hostile/boundaries";
import { aDelivery, ago, type Fields, type Kind, MESSAGE_ID, posted, TOPIC, textOf } from "./support/sns";

const KINDS = ["Notification", "SubscriptionConfirmation"] as const;
const NAMES: Readonly<Record<(typeof KINDS)[number], readonly (readonly string[])[]>> = {
  Notification: [
    ["Message", "MessageId", "Timestamp", "TopicArn", "Type"],
    ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  ],
  SubscriptionConfirmation: [["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]],
};

/** Every way to read a signed text as fields: their names in order, and whatever lies between as their values. */
const readings = (lines: readonly string[], names: readonly string[]): readonly Fields[] => {
  const [name, next, ...rest] = names;
  if (name === undefined || lines[0] !== name) return [];
  if (next === undefined) return lines.length > 1 ? [{ [name]: lines.slice(1).join("\n") }] : [];
  return lines.flatMap((line, place) =>
    place > 1 && line === next
      ? readings(lines.slice(place), [next, ...rest]).map((fields) => ({
          [name]: lines.slice(1, place).join("\n"),
          ...fields,
        }))
      : [],
  );
};

/** Lines that a publisher who wants to shift a boundary would put into a message. */
const line = fc.constantFrom(
  ...["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type", "Token", "SubscribeURL", "Notification", "x"],
  ...[MESSAGE_ID, ago(0), TOPIC, "SubscriptionConfirmation"],
);
const message = fc.array(line, { minLength: 1, maxLength: 14 }).map((lines) => lines.join("\n"));

const unsigned = (kind: Kind, fields: Fields): Fields =>
  aDelivery(kind, { Subject: undefined, ...fields, Signature: "AAAA" });

describe(`a signed text (seed ${SEED})`, () => {
  test.each(KINDS)("can be read in one way alone: a %s whose other readings are refused", (kind) => {
    let others = 0;
    const subjects = fc.option(fc.constantFrom("Hello", "Subject"), { nil: undefined });
    const subject = kind === "Notification" ? subjects : fc.constant(undefined);
    fc.assert(
      fc.property(message, subject, (Message, Subject) => {
        const genuine = aDelivery(kind, { Message, Subject });
        const lines = textOf(kind, genuine).split("\n").slice(0, -1);
        const accepted = NAMES[kind]
          .flatMap((names) => readings(lines, names))
          .map((fields) => readDelivery(posted(kind, unsigned(kind, fields))))
          .flatMap((read) => ("refused" in read ? [] : [read]))
          .filter(({ TopicArn }) => TopicArn === TOPIC);
        others += NAMES[kind].flatMap((names) => readings(lines, names)).length - 1;
        const reads = accepted.map((read) => [read.Message, "Subject" in read ? read.Subject : undefined]);
        expect(reads).toEqual([[Message, Subject]]);
      }),
    );
    expect(others).toBeGreaterThan(100);
  });

  test.each(KINDS)("is what the documentation of SNS says: a %s", (kind) => {
    for (const changes of [{}, { Subject: "Hello" }]) {
      const fields = aDelivery(kind, kind === "Notification" ? changes : {});
      const read = readDelivery(posted(kind, { ...fields, Signature: "AAAA" }));
      expect("refused" in read ? read : signedText(read)).toBe(textOf(kind, fields));
    }
    expect(Object.keys(envelopes)).toContain(kind);
  });
});

test.each(boundaries)("$what is a text that SNS does sign, for a longer message", ({ kinds = [], post }) => {
  for (const kind of kinds) {
    const text = textOf(kind, JSON.parse(post(kind).body.toString()));
    const single = NAMES[kind === "Notification" ? kind : "SubscriptionConfirmation"].map((names) => {
      const others = names
        .slice(1)
        .map((name) => (name === "MessageId" ? `${name}\n${MESSAGE_ID}\n` : `${name}\n[^\n]+\n`));
      return new RegExp(`^Message\n[^]+\n${others.join("")}$`);
    });
    expect(single.some((form) => form.test(text))).toBe(true);
  }
});

const unit = fc.constantFrom('"', "\\", ":", "{", "}", "[", "]", ",", " ", "a", "é", "\n");
const nasty = fc.string({ unit, maxLength: 12 });
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, nasty, fc.integer(), fc.constant(null), fc.boolean(), tie("list"), tie("object")),
  list: fc.array(tie("any"), { maxLength: 4 }),
  object: fc.dictionary(nasty, tie("any"), { maxKeys: 4 }),
})).any;
const pairs = fc.array(fc.tuple(nasty, value), { maxLength: 6 });

describe(`the keys of a JSON object (seed ${SEED})`, () => {
  test("are found as they were written, twice if they were, whatever the values hold", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom("", " ", "\n\t"), (given, space) => {
        const colon = `${space}:${space}`;
        const fields = given.map(([key, held]) => JSON.stringify(key) + colon + JSON.stringify(held, null, space));
        const json = `${space}{${space}${fields.join(`${space},`)}${space}}`;
        expect(() => JSON.parse(json)).not.toThrow();
        expect(jsonKeys(json)).toEqual(given.map(([key]) => key));
      }),
    );
  });

  test("are found in time in the longest body", () => {
    const json = JSON.stringify({ Message: '\\"'.repeat(400_000), Type: "Notification" });
    expect(jsonKeys(json)).toEqual(["Message", "Type"]);
  });
});
