import fc from "fast-check";
import { fittedPayloads } from "../../../lambda/contacts/cut-to-fit";
import { MAX_PUSH_BYTES, PUSH_PLATFORMS } from "../../../lambda/contacts/push";
import { SEED } from "../support/seed";
import { aNote, bodiesOf } from "../support/wordings";

test(`any note fits every platform, in whole characters (seed ${SEED})`, () => {
  const unit = fc.oneof(
    fc.constantFrom('"', "\\", "\n", "é", "🫖", "👨‍👩‍👧‍👦"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  );
  const long = fc.tuple(
    fc.string({ unit, minLength: 1, maxLength: 60, size: "small" }),
    fc.integer({ min: 1, max: 200 }),
  );
  fc.assert(
    fc.property(
      fc.string({ unit: "binary-ascii", maxLength: 99 }),
      long.map(([text, times]) => text.repeat(times)),
      (title, body) => {
        const worded = fittedPayloads(aNote({ title, body }));
        expect(Object.keys(worded)).toEqual([...PUSH_PLATFORMS]);
        for (const payload of Object.values(worded)) {
          expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(MAX_PUSH_BYTES);
          expect(payload.isWellFormed()).toBe(true);
        }
        for (const shown of bodiesOf({ title, body })) {
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
