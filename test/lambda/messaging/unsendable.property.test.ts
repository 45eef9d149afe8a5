import fc from "fast-check";
import { parseDraft } from "../../../lambda/messages/newsletter-issue";
import { attributeText } from "../../../lambda/messaging/dead-letter";
import { parseOrderRequest } from "../support/contact-rules";
import { aDraft } from "../support/issues";
import { SEED } from "../support/seed";

/** Whether a character may stand in a message, as the manual of SQS has it. */
const isTaken = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  );
};

const expectTaken = (text: string): void => expect([...text].filter((character) => !isTaken(character))).toEqual([]);

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
