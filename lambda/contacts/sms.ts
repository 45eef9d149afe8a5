/** The characters of the GSM 03.38 alphabet that take one septet. @see https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
const GSM_BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);

/** Its second table: each of these takes two septets. */
const GSM_EXTENDED = new Set("\f^{}\\[~]|€");

/** Typographic characters and what stands for them in an SMS: a single one would more than halve what a message holds. */
const GSM_EQUIVALENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({ "-": "–—‐‑−•", "...": "…", "'": "‘’‚′´`", '"': "“”„«»″", " ": "\u00a0\u202f\u2009\t" }).flatMap(
    ([plain, typographic]) => [...typographic].map((character) => [character, plain] as const),
  ),
);

/** The text in the GSM alphabet where only such characters keep it out; any other text as it is. */
export const asGsm = (text: string): string => {
  const plain = text.replace(/\P{L}/gu, (character) => GSM_EQUIVALENTS.get(character) ?? character);
  return smsLength(plain).alphabet === "UCS-2" ? text : plain;
};

/** What one message holds: septets of GSM 03.38, or 16-bit units of UCS-2 for any other text. */
export const GSM_SEPTETS = 160;
const UCS2_UNITS = 70;

/** How a text is sent and how much of one message it fills. */
export interface SmsLength {
  readonly alphabet: "GSM 03.38" | "UCS-2";
  readonly units: number;
  /** What one message of this alphabet holds. */
  readonly limit: number;
}

/** Counts a text as a carrier does. A single character outside the GSM alphabet makes the whole text UCS-2. */
export const smsLength = (text: string): SmsLength => {
  const characters = [...text];
  if (characters.every((character) => GSM_BASIC.has(character) || GSM_EXTENDED.has(character))) {
    const units = characters.reduce((sum, character) => sum + (GSM_EXTENDED.has(character) ? 2 : 1), 0);
    return { alphabet: "GSM 03.38", units, limit: GSM_SEPTETS };
  }
  return { alphabet: "UCS-2", units: text.length, limit: UCS2_UNITS };
};

/** Whether a text fits one SMS. */
export const fitsOneSms = (text: string): boolean => {
  const { units, limit } = smsLength(text);
  return units <= limit;
};
