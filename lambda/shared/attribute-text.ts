import { UNSENDABLE } from "./unsendable";

/** What SQS allows for an attribute is far more; an operator reads this in a list. */
const MAX_CHARACTERS = 300;

const NOT_IN_A_LIST = new RegExp(`[\\p{Cc}${UNSENDABLE}]`, "gu");

/** Text for a message attribute: short, on one line, and without the characters that SQS refuses. */
export const attributeText = (text: string): string =>
  [...text.toWellFormed().replace(NOT_IN_A_LIST, "·")].slice(0, MAX_CHARACTERS).join("");
