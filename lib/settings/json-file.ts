import { type Parsed, parseJson, refused } from "../../lambda/messaging/parse";

/** Parses JSON that a person wrote: a byte order mark is taken, and what is wrong is said with its line and column. */
export const parseJsonFile = (given: string): Parsed<unknown> => {
  const text = given.replace(/^\ufeff/, "");
  const json = parseJson(text);
  return json.ok ? json : refused(`is not JSON: ${faultIn(text)}`);
};

const faultIn = (text: string): string => {
  if (text.trim() === "") return "it is empty";
  if (text.includes("\0") || text.includes("\ufffd")) return "it is not UTF-8: save it as UTF-8";
  const valid = longestBeginning(text);
  const lines = text.slice(0, valid).split("\n");
  const place = `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
  const found = text.slice(valid);
  if (found === "") return `it ends too early, at ${place}`;
  if (/^\/[/*]/.test(found)) return `a comment at ${place}, which JSON does not have`;
  const [character = ""] = found;
  const isCommaTooMany = /[\]}]/.test(character) && /,\s*$/.test(text.slice(0, valid));
  return `${isCommaTooMany ? `a comma too many before ${character}` : `found ${JSON.stringify(character)}`} at ${place}`;
};

/** The length of the longest beginning of a text that could go on as JSON; `JSON.parse` does not always say where it stopped. */
const longestBeginning = (text: string): number => {
  let valid = 0;
  let invalid = text.length + 1;
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    if (canGoOn(text.slice(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
};

const canGoOn = (beginning: string): boolean => {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const [, position] = / at position (\d+)/.exec(message) ?? [];
    return /end of JSON input|Unterminated/.test(message) || Number(position ?? -1) >= beginning.length;
  }
};
