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
const PHONE_NUMBER = /\+?\d[\d\s().-]{5,}\d/gu;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/**
 * Blots out whatever looks like an email address, a phone number or a push endpoint in text that came from outside.
 *
 * Ids in UUID form are kept. Control characters are blotted out too: they could rewrite the terminal.
 */
export const withoutContacts = (text: string): string => {
  const printable = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "·").replace(WORD, withoutPushEndpoint);
  const blot = (part: string) => part.replace(WORD_OF_ADDRESS, withoutEmailAddress).replace(PHONE_NUMBER, "…");
  const ids = printable.match(UUID) ?? [];
  return printable
    .split(UUID)
    .map((part, place) => blot(part) + (ids[place] ?? ""))
    .join("");
};

const withoutPushEndpoint = (word: string): string => {
  const start = word.search(/arn:aws[a-z-]*:sns:/u);
  return start >= 0 && word.includes(":endpoint/", start) ? `${word.slice(0, start)}…` : word;
};

const withoutEmailAddress = (word: string): string => (/[^@]@+[^@]/u.test(word) ? "…" : word);
