import fc from "fast-check";
import { publicHttpsUrl } from "../../../lambda/contacts/https-url";
import { parseWith } from "../../../lambda/messages/fields";
import { accepted } from "../support/parsed";
import { SEED } from "../support/seed";

const read = (url: unknown) => parseWith(publicHttpsUrl, url);

const octets = (address: number): readonly number[] => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);

/** Ranges once more, by arithmetic instead of by list. */
const isSpecial = (address: number): boolean => {
  const [a = 0, b = 0, c = 0] = octets(address);
  return (
    [0, 10, 127].includes(a) ||
    a >= 224 ||
    (a === 100 && b >> 6 === 1) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >> 4 === 1) ||
    (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99))) ||
    (a === 198 && (b >> 1 === 9 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113)
  );
};

const spellings = (address: number): readonly string[] => {
  const [a = 0, b = 0, c = 0, d = 0] = octets(address);
  return [
    `${a}.${b}.${c}.${d}`,
    `${address}`,
    `0x${address.toString(16)}`,
    `0${address.toString(8)}`,
    `${a}.${(b << 16) | (c << 8) | d}`,
    `0x${a.toString(16)}.0${b.toString(8)}.${(c << 8) | d}`,
  ];
};

test(`an IPv4 address is taken exactly when it is public, however it is spelled (seed ${SEED})`, () => {
  const near = fc.constantFrom(
    0x0a000000,
    0x64400000,
    0x7f000000,
    0xa9fe0000,
    0xac100000,
    0xc0000000,
    0xc0a80000,
    0xc6120000,
  );
  const addresses = fc.oneof(
    fc.integer({ min: 1, max: 0xffffffff }),
    fc.tuple(near, fc.integer({ min: -3, max: 0x20000 })).map(([base, offset]) => base + offset),
  );
  fc.assert(
    fc.property(addresses, (address) => {
      for (const spelling of spellings(address))
        expect([spelling, read(`https://${spelling}/`).ok]).toEqual([spelling, !isSpecial(address)]);
    }),
  );
});

test(`no IPv4 address inside an IPv6 one is taken (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      for (const host of [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`, `::ffff:0:${address}`]) {
        expect(read(`https://[${host}]/`).ok).toBe(false);
      }
    }),
  );
});

test(`whatever is taken is https on port 443 without credentials, and stays as it is (seed ${SEED})`, () => {
  const bits = fc.constantFrom(
    "https://",
    "http://",
    "example.com",
    "user@",
    ":443",
    ":80",
    "/",
    "?",
    "#",
    "127.0.0.1",
    "[::1]",
    ".",
    "\\",
    " ",
    "%2e",
    "A",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.array(bits, { maxLength: 8 }).map((parts) => `https://${parts.join("")}`),
      ),
      (text) => {
        const parsed = read(text);
        if (!parsed.ok) return;
        const url = new URL(parsed.value);
        expect([url.protocol, url.port, url.username, url.password, url.hash]).toEqual(["https:", "", "", "", ""]);
        expect(url.href).toBe(parsed.value);
        expect(accepted(read(parsed.value))).toBe(parsed.value);
      },
    ),
  );
});
