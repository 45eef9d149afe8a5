import fc from "fast-check";
import { maskContact } from "../../operations/mask-contact";
import { SEED } from "../lambda/support/seed";

test(`an address in a list never shows more than three digits of a phone number (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
      expect(maskContact("sms", number).replace(/\D/g, "")).toHaveLength(3);
    }),
  );
});
