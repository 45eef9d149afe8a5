const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

/** Nobody opts out of SMS on a laptop: none is ever sent. */
const ANSWERS: Readonly<Record<string, string>> = {
  CheckIfPhoneNumberIsOptedOut: "<isOptedOut>false</isOptedOut>",
};

/**
 * Answers operations of SNS that the functions use and the engine lacks.
 *
 * @returns undefined for any other
 */
export const missingOperation = (form: URLSearchParams): string | undefined => {
  const action = form.get("Action") ?? "";
  const result = Object.hasOwn(ANSWERS, action) ? ANSWERS[action] : undefined;
  if (result === undefined) return undefined;
  return `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result></${action}Response>`;
};
