import { emailAddress } from "../../../lambda/contacts/email-address";
import { parseWith } from "../../../lambda/messages/fields";
import { accepted, faultsOf } from "../support/parsed";
import { words } from "../support/words";

const read = (address: unknown) => parseWith(emailAddress, address);

describe("an email address is taken:", () => {
  const TAKEN = words(`
    ada@example.com ada+coffee@example.com o'hara@example.ie r&d@example.com a@b.co _@example.com
    ada@mail.example.co.uk ada@xn--mnchen-3ya.de ${"a".repeat(64)}@example.com
  `);

  test.each(TAKEN)("%s", (given) => {
    expect(accepted(read(given))).toBe(given);
  });

  test("its host in small letters", () => {
    expect(accepted(read("Ada.Lovelace@Example.COM"))).toBe("Ada.Lovelace@example.com");
  });
});

test.each([
  undefined,
  null,
  7,
  {},
  ["ada@example.com"],
  "",
  ...words("ada @ ada@ @example.com ada@@example.com ada@example@example.com"),
  ...[" ada@example.com", "ada@example.com ", "ada @example.com", "ada@exam ple.com", "ada@example.com\n"],
  ...["ada@example.com\r\nBcc: everybody@example.com", "ada\r\nSubject: hello@example.com"],
  ...["ada%0d%0abcc:x@example.com\n", "ada@example.com\u0000", "ada@example.com,bob@example.com"],
  ...["ada@example.com;bob@example.com", "ada@example.com bob@example.com", "Ada <ada@example.com>"],
  ...["<ada@example.com>", "mailto:ada@example.com", '"ada"@example.com', '"a\\"b"@example.com'],
  ...["ada(comment)@example.com", "ada[1]@example.com", "ada\\@example.com"],
  ...words(`
    .ada@example.com ada.@example.com ada..lovelace@example.com ada@.example.com ada@example.com.
    ada@example..com ada@-example.com ada@example-.com ada@exam_ple.com ada@example ada@localhost
    ada@shop.local ada@shop.internal ada@[127.0.0.1] ada@127.0.0.1 ada@[IPv6:::1] ada@example.c0m:25
    ada@example.com/x ada@example.123 adä@example.com ada@exämple.com
  `),
  ...["ada@example.com\u202e", "ada\u200b@example.com", "ada＠example.com", `${"a".repeat(65)}@example.com`],
  `ada@${"a".repeat(64)}.com`,
  `${"a".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(20)}.com`,
  ...["a".repeat(100_000), `${"a.".repeat(50_000)}@example.com`],
])("no email address is %j", (given) => {
  expect(faultsOf(read(given))).toEqual(["must be an email address such as ada@example.com"]);
});
