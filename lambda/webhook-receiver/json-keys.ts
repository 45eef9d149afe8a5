/**
 * The keys of a JSON object at its top level, each as often as it was written: `JSON.parse` keeps the last of two
 * without a word, while a reader further up or down the line may take the first.
 *
 * @param json an object that `JSON.parse` accepts
 */
export const jsonKeys = (json: string): readonly string[] => {
  const keys: string[] = [];
  let depth = 0;
  for (let place = 0; place < json.length; place += 1) {
    const character = json[place];
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    else if (character === '"') {
      const end = endOfString(json, place);
      COLON.lastIndex = end;
      if (depth === 1 && COLON.test(json)) keys.push(String(JSON.parse(json.slice(place, end))));
      place = end - 1;
    }
  }
  return keys;
};

const COLON = /[ \t\r\n]*:/y;

/** The place after the quotation mark that ends the string starting at `start`. */
const endOfString = (json: string, start: number): number => {
  let place = start + 1;
  while (place < json.length && json[place] !== '"') place += json[place] === "\\" ? 2 : 1;
  return place + 1;
};
