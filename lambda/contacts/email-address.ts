import * as v from "valibot";
import { isPublicName } from "./https-url";

const EXAMPLE = "must be an email address such as ada@example.com";

/** The unquoted form of RFC 5322: no blanks, commas, brackets, quotes or line breaks, which could begin another header. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

/** RFC 5321 in bytes, with the angle brackets that the longest path includes. */
const MAX_ADDRESS = 254;
const MAX_LOCAL_PART = 64;

const isEmailAddress = (text: string): boolean => {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  return (
    text.length <= MAX_ADDRESS &&
    local.length <= MAX_LOCAL_PART &&
    LOCAL_PART.test(local) &&
    isPublicName(text.slice(at + 1).toLowerCase())
  );
};

/**
 * An email address in ASCII at a public domain. It comes out with its domain in lower case; the part before the @ is kept
 * as it is. The fault never repeats the address.
 */
export const emailAddress = v.pipe(
  v.string(EXAMPLE),
  v.check(isEmailAddress, EXAMPLE),
  v.transform((text) => {
    const at = text.lastIndexOf("@");
    return text.slice(0, at) + text.slice(at).toLowerCase();
  }),
);
