import fc from "fast-check";
import { emailAddress } from "../../../lambda/contacts/email-address";
import { parseWith } from "../../../lambda/messages/fields";
import { SEED } from "../support/seed";

const read = (address: unknown) => parseWith(emailAddress, address);

test(`whatever is taken is one line with one @ and nothing that ends a header (seed ${SEED})`, () => {
  const bits = fc.constantFrom(
    "ada",
    "@",
    ".",
    "example",
    "com",
    "\r",
    "\n",
    " ",
    ",",
    ";",
    "<",
    ">",
    '"',
    ":",
    "+",
    "\u0000",
  );
  const texts = fc.oneof(
    fc.emailAddress(),
    fc.string(),
    fc.array(bits, { maxLength: 8 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = read(text);
      if (parsed.ok) expect(parsed.value).toMatch(/^[^\s@,;:<>"()[\]\\\p{Cc}]{1,64}@[a-z0-9.-]{3,253}$/u);
    }),
  );
});
