import * as v from "valibot";

/** A phone number in E.164: `+` and 7 to 15 digits. The number itself is never repeated in the message. */
export const phoneNumber = v.pipe(
  v.string("must be a phone number such as +15550100"),
  v.regex(/^\+[1-9]\d{6,14}$/, "must be a phone number in E.164: + and 7 to 15 digits, such as +15550100"),
);
