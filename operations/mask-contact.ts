/** Shows an address so that its owner recognises it and nobody else learns it: `a…@example.com`, `+1…00`. */
export const maskContact = (protocol: string, endpoint: string): string => {
  if (protocol.startsWith("email")) {
    const at = endpoint.lastIndexOf("@");
    return at > 0 ? `${[...endpoint][0]}…${endpoint.slice(at)}` : "…";
  }
  if (protocol === "sms") return endpoint.length > 6 ? `${endpoint.slice(0, 2)}…${endpoint.slice(-2)}` : "…";
  if (protocol === "http" || protocol === "https") {
    return URL.canParse(endpoint) ? `${protocol}://${new URL(endpoint).host}/…` : "…";
  }
  if (protocol === "application") return `${endpoint.split("/")[1] ?? ""}/…`;
  return endpoint.slice(endpoint.lastIndexOf(":") + 1);
};

/** Texts come from outside and may be a megabyte long, so nothing here looks at a character more than a few times. */
const WORD = /[^\s"']+/gu;
const WORD_OF_ADDRESS = /[^\s<>"'(),:;]+/gu;
const PHONE_NUMBER = /\+?\p{Nd}[\p{Nd}\s().·-]{5,}\p{Nd}/gu;
/** `ada at example.com`, `ada (at) example dot com` */
const ADDRESS_IN_WORDS =
  /(?<![^\s<>"'(),:;])[^\s<>"'(),:;]{1,64}[\s([{]{1,4}at[\s)\]}]{1,4}[^\s<>"'(),:;]{1,255}(?:\.|[\s([{]{1,4}dot[\s)\]}]{1,4})\p{L}{2,}/giu;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/u;

/** A date of these two centuries, with its time or without, that is no part of a longer number. */
const MOMENT =
  /(?<![\p{L}+.-]|\d[\s.()]{0,2})(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?(?![\p{L}\d-]|[\s.()]{1,2}\d)/u;

/** A digest, or the id of a trace. */
const HEX_ID = /(?<![\p{L}\d+-])(?:1-[0-9a-f]{8}-[0-9a-f]{24}|(?=\d*[a-f])[0-9a-f]{16,64})(?![\p{L}\d-])/u;

const KEPT = new RegExp([UUID, MOMENT, HEX_ID].map(({ source }) => source).join("|"), "gu");

/**
 * Blots out whatever looks like an email address, a phone number or a push endpoint in text that came from outside.
 *
 * Ids (in UUID form, or long and hexadecimal) and moments (ISO 8601) are kept. Control characters are blotted out too: they could rewrite the terminal.
 */
export const withoutContacts = (text: string): string => {
  const printable = text
    .replace(/[\uff01-\uff5e]/gu, (fullwidth) => String.fromCharCode(fullwidth.charCodeAt(0) - 0xfee0))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "·")
    .replace(WORD, withoutPushEndpoint);
  const blot = (part: string) =>
    part.replace(WORD_OF_ADDRESS, withoutEmailAddress).replace(ADDRESS_IN_WORDS, "…").replace(PHONE_NUMBER, "…");
  const kept = printable.match(KEPT) ?? [];
  return printable
    .split(KEPT)
    .map((part, place) => blot(part) + (kept[place] ?? ""))
    .join("");
};

const withoutPushEndpoint = (word: string): string => {
  const start = word.search(/arn:aws[a-z-]*:sns:/u);
  return start >= 0 && word.includes(":endpoint/", start) ? `${word.slice(0, start)}…` : word;
};

const withoutEmailAddress = (word: string): string => (/[^@﹫][@﹫]+[^@﹫]/u.test(word) ? "…" : word);
