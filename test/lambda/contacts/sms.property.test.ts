import fc from "fast-check";
import { oneSms } from "../../../lambda/contacts/cut-to-fit";
import { fitsOneSms } from "../../../lambda/contacts/sms";
import { SEED } from "../support/seed";

const FAMILY = "👨‍👩‍👧‍👦";

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."aé€[ \n☕🫖", FAMILY, "e\u0301", "🇦🇹"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 400,
});

const graphemes = (text: string) => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)];

test(`any text is sent in one SMS, whole or as its beginning in whole characters (seed ${SEED})`, () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const sent = oneSms(text);
      expect(fitsOneSms(sent)).toBe(true);
      expect(sent.isWellFormed()).toBe(true);
      if (fitsOneSms(text)) return expect(sent).toBe(text);
      expect(sent.endsWith("...")).toBe(true);
      const kept = sent.slice(0, -3);
      expect(text.startsWith(kept)).toBe(true);
      const ends = graphemes(text).map(({ index }) => text.slice(0, index).trimEnd());
      expect(ends).toContain(kept);
    }),
  );
});
