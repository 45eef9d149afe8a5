import fc from "fast-check";
import { parseDraft } from "../../../lambda/messages/newsletter-issue";
import { pauseSeconds } from "../../../lambda/messaging/back-off";
import { attributeText, deadLetter } from "../../../lambda/messaging/dead-letter";
import { parseOrderRequest } from "../support/cashier-services";
import { aDraft } from "../support/issues";
import { SEED } from "../support/seed";
import { idsOf, large, MEBIBYTE, strictQueue } from "../support/strict-queue";

test(`the pause is never shorter than a lease lasts, never longer than a quarter of an hour, and differs from order to order (seed ${SEED})`, () => {
  const randoms = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: -3, max: 10_000 }), randoms, (receives, random) => {
      const seconds = pauseSeconds(receives, random);
      expect(Number.isInteger(seconds) && seconds >= 15 && seconds <= 900).toBe(true);
    }),
  );
  expect(pauseSeconds(3, 0)).toBeLessThan(pauseSeconds(3, 1));
});

const DEAD_LETTER_QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders-dead-letter";

test(`a dead letter goes in a request of at most 1 MiB, whatever its size (seed ${SEED})`, async () => {
  const sizes = fc.array(fc.oneof(fc.nat(50), fc.integer({ min: MEBIBYTE / 2 - 400, max: MEBIBYTE / 2 })), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(sizes, async (halves) => {
      const { client, requests } = strictQueue();
      const many = halves.map((half, number) => large(2 * half, number, "x".repeat(300)));
      expect(await deadLetter(client, DEAD_LETTER_QUEUE_URL)(many)).toEqual(idsOf(many));
      expect(requests).toHaveLength(many.length);
    }),
  );
});

/** The characters that may stand in a message, as the manual of SQS has it. */
const TAKEN = [[0x9], [0xa], [0xd], [0x20, 0xd7ff], [0xe000, 0xfffd], [0x10000, 0x10ffff]] as const;
const isTaken = (code: number): boolean => TAKEN.some(([first, last = first]) => code >= first && code <= last);

const expectTaken = (text: string): void =>
  expect([...text].filter((character) => !isTaken(character.codePointAt(0) ?? 0))).toEqual([]);

const EDGES = ["\0", "\t", "\u001f", "\u007f", "\ud7ff", "\ud800", "\udfff", "\ue000", "\ufffd", "\ufffe", "\uffff"];
const texts = fc
  .array(fc.oneof(fc.constantFrom("A", "b", "☕", ...EDGES, "\u{10000}", "\u{1ffff}", "\u{10ffff}"), fc.string()))
  .map((parts) => parts.join(""));

describe(`SQS takes (seed ${SEED})`, () => {
  test("every order that the cashier takes", () => {
    fc.assert(
      fc.property(texts, texts, (pickupName, pickupLocation) => {
        const parsed = parseOrderRequest({ drink: "latte", pickupName, pickupLocation });
        if (parsed.ok) expectTaken(JSON.stringify(parsed.value));
      }),
    );
  });

  test("every issue that the editor takes", () => {
    fc.assert(
      fc.property(texts, texts, texts, (subject, text, audience) => {
        for (const changes of [{ text }, { subject }, { audience }]) {
          const parsed = parseDraft({ ...aDraft(), ...changes });
          if (parsed.ok) expectTaken(parsed.value.subject + parsed.value.text + (parsed.value.audience ?? ""));
        }
      }),
    );
  });

  test("every reason, whatever is wrong", () => {
    fc.assert(fc.property(texts, (reason) => expectTaken(attributeText(reason))));
  });
});
