import fc from "fast-check";
import { phoneNumberWithin, pushEndpointWithin } from "../../../lambda/contacts/contact-rules";
import { fittedPayloads, MAX_PUSH_BYTES, oneSms } from "../../../lambda/contacts/cut-to-fit";
import { emailAddress } from "../../../lambda/contacts/email-address";
import { MAX_COMBINATIONS, parseFilterInput, parseFilterPolicy } from "../../../lambda/contacts/filter-policy";
import type { FilterRule } from "../../../lambda/contacts/filter-rule";
import { publicHttpsUrl } from "../../../lambda/contacts/https-url";
import { isOwnEndpoint, PUSH_PLATFORMS } from "../../../lambda/contacts/push";
import { fitsOneSms } from "../../../lambda/contacts/sms";
import { parseWith } from "../../../lambda/messages/fields";
import { AUDIENCES, filteredIssues, filteredSubscribers, filters } from "../../support/filter-arbitraries";
import { matches, messageOf, receivers } from "../../support/filter-oracle";
import { accepted } from "../support/parsed";
import { SEED } from "../support/seed";
import { aNote, bodiesOf } from "../support/wordings";
import { words } from "../support/words";

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

test(`whatever is taken is one line with one @ and nothing that ends a header (seed ${SEED})`, () => {
  const bits = fc.constantFrom(...words(`ada @ . example com , ; < > " : +`), "\r", "\n", " ", "\u0000");
  const joined = fc.array(bits, { maxLength: 8 }).map((parts) => parts.join(""));
  const texts = fc.oneof(fc.emailAddress(), fc.string(), joined);
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseWith(emailAddress, text);
      if (parsed.ok) expect(parsed.value).toMatch(/^[^\s@,;:<>"()[\]\\\p{Cc}]{1,64}@[a-z0-9.-]{3,253}$/u);
    }),
  );
});

const read = (url: unknown) => parseWith(publicHttpsUrl, url);

/** The first address of a network that is given by two octets. */
const baseOf = (network: string): number => {
  const [a = 0, b = 0] = network.split(".").map(Number);
  return a * 2 ** 24 + b * 2 ** 16;
};

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
    ...[`${a}.${b}.${c}.${d}`, `${address}`, `0x${address.toString(16)}`, `0${address.toString(8)}`],
    ...[`${a}.${(b << 16) | (c << 8) | d}`, `0x${a.toString(16)}.0${b.toString(8)}.${(c << 8) | d}`],
  ];
};

test(`an IPv4 address is taken exactly when it is public, however it is spelled (seed ${SEED})`, () => {
  const near = fc.constantFrom(...words("10.0 100.64 127.0 169.254 172.16 192.0 192.168 198.18").map(baseOf));
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
  const parts = words("https:// http:// example.com user@ :443 :80 / ? # 127.0.0.1 [::1] . %2e A \\");
  const joined = fc.array(fc.constantFrom(...parts, " "), { maxLength: 8 }).map((some) => `https://${some.join("")}`);
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), joined), (text) => {
      const parsed = read(text);
      if (!parsed.ok) return;
      const url = new URL(parsed.value);
      expect([url.protocol, url.port, url.username, url.password, url.hash]).toEqual(["https:", "", "", "", ""]);
      expect(url.href).toBe(parsed.value);
      expect(accepted(read(parsed.value))).toBe(parsed.value);
    }),
  );
});

test(`a push endpoint is the shop's own exactly when it is an application's ARN with endpoint for app and an id behind (seed ${SEED})`, () => {
  const arns = fc
    .tuple(
      fc.constantFrom("eu-west-1", "us-east-1"),
      fc.constantFrom("000000000000", "111111111111"),
      fc.constantFrom("GCM", "APNS", "APNS_SANDBOX"),
      fc.constantFrom("coffee", "tea"),
    )
    .map(([region, account, platform, name]) => `arn:aws:sns:${region}:${account}:app/${platform}/${name}`);
  fc.assert(
    fc.property(fc.uniqueArray(arns, { maxLength: 4 }), arns, fc.uuid(), (own, application, id) => {
      const endpoint = `${application.replace(":app/", ":endpoint/")}/${id}`;
      expect(isOwnEndpoint(endpoint, own)).toBe(own.includes(application));
    }),
  );
});

test(`any note fits every platform, in whole characters (seed ${SEED})`, () => {
  const unit = fc.oneof(
    fc.constantFrom('"', "\\", "\n", "é", "🫖", "👨‍👩‍👧‍👦"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  );
  const some = fc.string({ unit, minLength: 1, maxLength: 60, size: "small" });
  const bodies = fc.tuple(some, fc.integer({ min: 1, max: 200 })).map(([text, times]) => text.repeat(times));
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 99 }), bodies, (title, body) => {
      const worded = fittedPayloads(aNote({ title, body }));
      expect(Object.keys(worded)).toEqual([...PUSH_PLATFORMS]);
      for (const payload of Object.values(worded)) {
        expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(MAX_PUSH_BYTES);
        expect(payload.isWellFormed()).toBe(true);
      }
      for (const shown of bodiesOf({ title, body })) {
        if (shown === body) continue;
        const kept = shown.slice(0, -3);
        const starts = graphemes(body.slice(0, kept.length + 200)).map(({ index }) => body.slice(0, index).trimEnd());
        expect(starts).toContain(kept);
      }
    }),
  );
});

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

const inputs = (input: object) => accepted(parseFilterInput(input, "https"));

/** The same rules in another form: every choice of one rule a field, of which one has to be met in full. */
const combinations = (policy: Readonly<Record<string, readonly FilterRule[]>>) =>
  Object.entries(policy).reduce<Record<string, FilterRule[]>[]>(
    (chosen, [field, rules]) => chosen.flatMap((choice) => rules.map((rule) => ({ ...choice, [field]: [rule] }))),
    [{}],
  );

describe(`for any filters and issues (seed ${SEED})`, () => {
  test("a filter lets through what one of its combinations does, and has as many as Amazon SNS counts", () => {
    fc.assert(
      fc.property(filters, filteredIssues, ({ scope, policy }, issue) => {
        const all = combinations(policy);
        const message = messageOf(issue);
        expect(all.some((one) => matches(one, scope, message))).toBe(matches(policy, scope, message));
        expect(all.length).toBeLessThanOrEqual(MAX_COMBINATIONS);
      }),
    );
  });

  test("the shop takes every filter, as it is", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(accepted(parseFilterPolicy(filter.policy, filter.scope))).toEqual(filter);
      }),
    );
  });

  test("filters neither let everything through nor nothing: the oracle has something to tell apart", () => {
    const rate = { reached: 0, of: 0 };
    fc.assert(
      fc.property(filteredSubscribers(8), filteredIssues, (subscribers, issue) => {
        const filtered = subscribers.filter(({ newsletter, filter }) => newsletter === issue.newsletter && filter);
        rate.of += filtered.length;
        rate.reached += receivers(filtered, issue).length;
      }),
    );
    expect(rate.reached / rate.of).toBeGreaterThan(0.2);
    expect(rate.reached / rate.of).toBeLessThan(0.8);
  });

  test("an audience gets the issues addressed to it and no other", () => {
    fc.assert(
      fc.property(fc.constantFrom(...AUDIENCES), filteredIssues, (audience, issue) => {
        const subscriber = { name: "one", newsletter: issue.newsletter, filter: inputs({ audience }) };
        expect(receivers([subscriber], issue)).toEqual(issue.audience === audience ? ["one"] : []);
      }),
    );
  });
});
