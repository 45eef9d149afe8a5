import fc from "fast-check";
import { phoneNumberWithin, pushEndpointWithin } from "../../../lambda/contacts/contact-rules";
import { parseWith } from "../../../lambda/messages/fields";
import { SEED } from "../support/seed";

const APP = "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee";
const phones = fc.stringMatching(/^[1-9][0-9]{6,14}$/).map((digits) => `+${digits}`);

test(`a number passes exactly when it begins with an allowed prefix (seed ${SEED})`, () => {
  const prefixes = fc.stringMatching(/^[1-9][0-9]{0,3}$/).map((digits) => `+${digits}`);
  fc.assert(
    fc.property(phones, fc.array(prefixes, { maxLength: 4 }), (phone, smsCountryPrefixes) => {
      const { ok } = parseWith(phoneNumberWithin({ smsCountryPrefixes, pushApplicationArns: [] }), phone);
      expect(ok).toBe(smsCountryPrefixes.some((prefix) => phone.slice(0, prefix.length) === prefix));
    }),
  );
});

test(`no fault repeats a number or an endpoint, whatever is wrong with it (seed ${SEED})`, () => {
  const rules = { smsCountryPrefixes: ["+43"], pushApplicationArns: [] };
  const endpoints = fc.uuid().map((id) => `${APP.replace(":app/", ":endpoint/")}/${id}`);
  fc.assert(
    fc.property(fc.oneof(phones, endpoints), fc.constantFrom("", " ", "x"), (contact, tail) => {
      for (const schema of [phoneNumberWithin(rules), pushEndpointWithin(rules)]) {
        const parsed = parseWith(schema, contact + tail);
        if (!parsed.ok) expect(JSON.stringify(parsed.faults)).not.toContain(contact);
      }
    }),
  );
});
