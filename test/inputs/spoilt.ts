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
  "a byte order mark": "\ufeff{}",
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

/** What is no text, wherever text is wanted. */
export const NO_TEXT: readonly unknown[] = [null, 7, true, ["latte"], { toString: "latte" }];

/** What is no number, wherever a number is wanted. */
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

/** The same objects as JSON text. */
export const inJson = (values: Readonly<Named<unknown>>): Named<string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));

/** A value in a name: its beginning and, when it is long, its length. */
export const inShort = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length} characters)` : text;
};
