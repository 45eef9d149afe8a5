import fc from "fast-check";
import { maskContact, withoutContacts } from "../../operations/mask-contact";
import { SEED } from "../lambda/support/seed";

test(`an address in a list never shows more than three digits of a phone number (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
      expect(maskContact("sms", number).replace(/\D/g, "")).toHaveLength(3);
    }),
  );
});

test(`a text shows its moments and none of its phone numbers (seed ${SEED})`, () => {
  const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  const number = fc.stringMatching(/^\+?[1-9]\d{0,2}[ .-]?\d{3}[ .-]?\d{3,4}$/);
  fc.assert(
    fc.property(moment, number, fc.constantFrom(" ", ": ", " (", ", tel:"), (when, phone, between) => {
      for (const shown of [when.toISOString(), when.toISOString().slice(0, 10)]) {
        const text = (number: string) => `at ${shown}${between}call ${number}, ${shown}`;
        expect(withoutContacts(text(phone))).toBe(text("…"));
        expect(withoutContacts(`${phone}${between}${shown}`)).not.toContain(phone.slice(-4));
      }
    }),
  );
});
