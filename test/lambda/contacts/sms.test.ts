import { oneSms } from "../../../lambda/contacts/cut-to-fit";
import { smsLength } from "../../../lambda/contacts/sms";

/** The basic table of GSM 03.38 in its own order, without ESC. @see https://www.unicode.org/Public/MAPPINGS/ETSI/GSM0338.TXT */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

const EXTENDED = "\f^{}\\[~]|€";
const FAMILY = "👨‍👩‍👧‍👦";

describe("a text is counted as a carrier does", () => {
  test("the alphabet of SMS has 127 characters of one septet and ten of two", () => {
    expect(new Set(BASIC).size).toBe(127);
    expect(new Set(EXTENDED).size).toBe(10);
    for (const one of BASIC) expect(smsLength(one)).toEqual({ alphabet: "GSM 03.38", units: 1, limit: 160 });
    for (const one of EXTENDED) expect(smsLength(one)).toEqual({ alphabet: "GSM 03.38", units: 2, limit: 160 });
  });

  test.each<readonly [string, string, number]>([
    ["", "GSM 03.38", 0],
    ["Ada, your latte is ready", "GSM 03.38", 24],
    ["Müsli für 3 €", "GSM 03.38", 14],
    ...[..."çë`\t’\u2126☕"].map((one) => [one, "UCS-2", 1] as const),
    ["Ω", "GSM 03.38", 1],
    ["咖啡", "UCS-2", 2],
    ["🫖", "UCS-2", 2],
    [FAMILY, "UCS-2", 11],
    ["e\u0301", "UCS-2", 2],
    ["latte 🫖", "UCS-2", 8],
  ])("%j is %s, %d units", (text, alphabet, units) => {
    expect(smsLength(text)).toMatchObject({ alphabet, units });
  });
});

describe("a text that fits one SMS is sent as it is", () => {
  test.each(["a".repeat(160), "[".repeat(80), "咖".repeat(70), "🫖".repeat(35), ""])("%s", (text) => {
    expect(oneSms(text)).toBe(text);
  });
});

test.each([
  ["161 letters", "a".repeat(161), `${"a".repeat(157)}...`],
  ["81 brackets", "[".repeat(81), `${"[".repeat(78)}...`],
  ["a bracket that no longer fits", `${"a".repeat(156)}[${"a".repeat(9)}`, `${"a".repeat(156)}...`],
  ["71 Chinese characters", "咖".repeat(71), `${"咖".repeat(67)}...`],
  ["36 emoji", "🫖".repeat(36), `${"🫖".repeat(33)}...`],
  ["7 families", FAMILY.repeat(7), `${FAMILY.repeat(6)}...`],
  ["71 letters with accents of their own", "e\u0301".repeat(71), `${"e\u0301".repeat(33)}...`],
  ["flags", "🇦🇹".repeat(20), `${"🇦🇹".repeat(16)}...`],
  ["a word, and no blank before the dots", `${"a".repeat(156)} bcdef`, `${"a".repeat(156)}...`],
  ["an emoji far behind, which the cut takes away", `${"a".repeat(170)}🫖`, `${"a".repeat(157)}...`],
  ["an emoji within reach, which costs the letters after it", `${"a".repeat(100)}🫖b`, `${"a".repeat(100)}...`],
  ["one character that is longer than any SMS", `e${"\u0301".repeat(200)}`, "..."],
])("a text that is longer is cut, and the reader can see that it is %s", (_, text, sent) => {
  expect(oneSms(text)).toBe(sent);
});

test.each([
  ["Ada’s – “half price” … today", `Ada's - "half price" ... today`],
  ["咖啡 – “half price”", "咖啡 – “half price”"],
  [`${"a".repeat(159)}…`, `${"a".repeat(157)}...`],
])("%s is sent with plain quotes and dashes, where that makes it GSM: %s", (text, sent) => {
  expect(oneSms(text)).toBe(sent);
});
