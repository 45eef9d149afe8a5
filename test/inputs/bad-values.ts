import { ADAS_DEVICE, ADAS_PHONE } from "../lambda/support/orders";

type Named<T> = Record<string, T>;

/** Texts that are no JSON, or not what anybody would call a message. */
export const NO_JSON: Readonly<Named<string>> = {
  "nothing at all": "",
  blanks: " \n\t ",
  "a sentence": "one latte, please",
  "a form": "drink=latte&pickupName=Ada",
  "half an object": '{"drink":"latte"',
  "an object and a half": '{"drink":"latte"}{',
  "single quotes": "{'drink':'latte'}",
  "a comma too many": '{"drink":"latte",}',
  "two byte order marks": "\ufeff\ufeff{}",
  "a bare NaN": "NaN",
  XML: "<order><drink>latte</drink></order>",
  "a NUL": "\u0000",
};

const BRACKETS = "[".repeat(500_000) + "]".repeat(500_000);

/** JSON that is no message, whatever the message would be. */
export const NO_OBJECT: Readonly<Named<string>> = {
  null: "null",
  true: "true",
  "a number": "7",
  "a text": '"latte"',
  "an empty list": "[]",
  "a list of one": '[{"drink":"latte"}]',
  "an empty object": "{}",
  "an object that only has a prototype": '{"__proto__":{"drink":"latte","pickupName":"Ada"}}',
  "a million brackets": BRACKETS,
  "a drink of a million brackets": `{"drink":${BRACKETS}}`,
};

/** Where the text of a message should be, and is not. */
export const NO_BODY: Readonly<Named<unknown>> = {
  "no text": undefined,
  "null for a text": null,
  "an object for a text": { drink: "latte" },
  "a list for a text": ["{}"],
};

export const NO_TEXT: readonly unknown[] = [null, 7, true, ["latte"], { toString: "latte" }];

export const NO_NUMBER: readonly unknown[] = [null, "1", true, [1], {}];

/** A good object with one field left out, for each of the fields. */
export const lacking = (good: object, ...fields: readonly string[]): Named<object> =>
  Object.fromEntries(
    fields.map((field) => [`no ${field}`, Object.fromEntries(Object.entries(good).filter(([name]) => name !== field))]),
  );

/** A good object with one field spoilt, for each bad value of each field. */
export const spoilt = (good: object, bad: Readonly<Record<string, readonly unknown[]>>): Named<object> =>
  Object.fromEntries(
    Object.entries(bad).flatMap(([field, values]) =>
      values.map((value) => [`${field}: ${inShort(value)}`, { ...good, [field]: value }]),
    ),
  );

export const inJson = (values: Readonly<Named<unknown>>): Named<string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));

/** The same values, the names of which begin with a word. */
export const prefixed = <T>(word: string, values: Readonly<Named<T>>): Named<T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${word} ${name}`, value]));

/** Values by name, each as what is made of it. */
export const named = <V, T>(what: string, values: readonly V[], make: (value: V) => T): Named<T> =>
  Object.fromEntries(values.map((value) => [`${what} ${inShort(value)}`, make(value)]));

/** A value in a name: its beginning and, when it is long, its length. */
export const inShort = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length} characters)` : text;
};

const LONG = "a".repeat(100_000);
const BAD_DRINKS = [...NO_TEXT, "", "Latte", " latte", "motor oil", "__proto__", LONG];
export const BAD_SIZES = [null, 2, "", "venti", "Medium", ["small"]];
const BAD_QUANTITIES = [...NO_NUMBER, 0, -1, 11, 1.5, 1e308];
const BAD_NAMES = [
  ...[...NO_TEXT, "", " ", "a".repeat(41), LONG],
  ...["A\nda", "A\u0000da", "A\u202eda", "A\ud800da", "A\uffffda"],
];
export const BAD_VERSIONS = [null, 0, 2, "1", [1], true];
export const BAD_UUIDS = [
  ...[...NO_TEXT, "", "42", "4F9C1D2E-0000-4000-8000-000000000001", "{4f9c1d2e-0000-4000-8000-000000000001}"],
  ...["4f9c1d2e-0000-4000-8000-000000000001\n", "../../etc/passwd"],
];
export const BAD_TIMES = [
  ...[...NO_TEXT, "", "tomorrow", "1795334459000", "2026-11-22", "2026-11-22 08:00:00Z", "2026-11-22T08:00:00+01:00"],
  ...["2026-02-30T08:00:00Z", "2026-11-22T08:00:00Z\n"],
];

/** Ways to tell a customer that are none; a test looks for the number and the device in them. */
export const BAD_CONTACTS = [
  null,
  ADAS_PHONE,
  [{ sms: ADAS_PHONE }],
  {},
  { sms: ADAS_PHONE, push: ADAS_DEVICE },
  { sms: `${ADAS_PHONE} ` },
  { sms: ADAS_PHONE.replace("+", "00") },
  { sms: [ADAS_PHONE] },
  { sms: "" },
  { sms: "+" },
  { sms: `${ADAS_PHONE}\nBcc: +15550199` },
  { push: `${ADAS_DEVICE}/x` },
  { push: ADAS_DEVICE.replace("GCM", "FAX") },
  { push: { arn: ADAS_DEVICE } },
  { email: "ada.lovelace@example.com" },
];

/** What is wrong with the drinks of an order, and with an order, by field. */
const BAD_PLACES = { pickupName: BAD_NAMES, pickupLocation: BAD_NAMES };
export const BAD_DRINKS_BY_FIELD = { drink: BAD_DRINKS, size: BAD_SIZES, ...BAD_PLACES };
export const BAD_ORDER = { ...BAD_DRINKS_BY_FIELD, quantity: BAD_QUANTITIES, notify: BAD_CONTACTS };
