/** What SQS allows for an attribute is far more; an operator reads this in a list. */
const MAX_CHARACTERS = 300;

/** Text for a message attribute: short, and without the characters unknown to XML 1.0, which SQS refuses. */
export const attributeText = (text: string): string =>
  [...text.toWellFormed().replace(/[\p{Cc}\p{Cn}]/gu, "·")].slice(0, MAX_CHARACTERS).join("");
