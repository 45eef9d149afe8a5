import fc from "fast-check";
import { jsonKeys } from "../../../lambda/webhook-receiver/envelope";
import { SEED } from "../support/seed";

const nasty = fc.string({
  unit: fc.constantFrom('"', "\\", ":", "{", "}", "[", "]", ",", " ", "a", "é", "\n"),
  maxLength: 12,
});
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
        const fields = given.map(
          ([key, held]) => `${JSON.stringify(key)}${space}:${space}${JSON.stringify(held, null, space)}`,
        );
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
