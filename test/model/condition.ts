/** One value as DynamoDB writes it. */
export type Attribute = { readonly S: string } | { readonly N: string };
export type Item = Readonly<Record<string, Attribute>>;

/** The condition of a `PutItem` with its placeholders. */
export interface Condition {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

const WORDS = /\s*(\(|\)|=|<=?|attribute_not_exists|AND|OR|[#:]?[A-Za-z]+)/y;

/**
 * Judges an item by a condition expression: `attribute_not_exists`, `=`, `<`, `<=`, `AND`, `OR` and parentheses, with the
 * rules of DynamoDB for what is missing (no comparison holds) and for types (numbers as numbers, strings as strings).
 *
 * @throws Error for any other expression: then this model has to grow first
 */
export const holds = ({ expression, names, values }: Condition, item: Item | undefined): boolean => {
  const words = wordsOf(expression);
  let place = 0;
  const next = (): string => words[place++] ?? "";
  const expect = (wanted: string): void => {
    const word = next();
    if (word !== wanted) throw new Error(`expected ${wanted} in «${expression}», not ${word}`);
  };
  const operand = (word: string): Attribute | undefined => {
    if (word.startsWith(":")) return values[word];
    return item?.[word.startsWith("#") ? (names[word] ?? "") : word];
  };
  const comparison = (): boolean => {
    const word = next();
    if (word === "(") {
      const inner = either();
      expect(")");
      return inner;
    }
    if (word === "attribute_not_exists") {
      expect("(");
      const missing = operand(next()) === undefined;
      expect(")");
      return missing;
    }
    const operator = next();
    if (operator !== "=" && operator !== "<" && operator !== "<=")
      throw new Error(`no operator of this model: ${operator}`);
    return compare(operand(word), operator, operand(next()));
  };
  const all = (): boolean => {
    let result = comparison();
    while (words[place] === "AND") {
      place += 1;
      result = comparison() && result;
    }
    return result;
  };
  const either = (): boolean => {
    let result = all();
    while (words[place] === "OR") {
      place += 1;
      result = all() || result;
    }
    return result;
  };
  const result = either();
  if (place !== words.length) throw new Error(`left over in «${expression}»: ${words.slice(place).join(" ")}`);
  return result;
};

const wordsOf = (expression: string): readonly string[] => {
  const words: string[] = [];
  WORDS.lastIndex = 0;
  while (WORDS.lastIndex < expression.length) {
    const from = WORDS.lastIndex;
    const word = WORDS.exec(expression)?.[1];
    if (word === undefined) throw new Error(`not part of this model: ${expression.slice(from)}`);
    words.push(word);
  }
  return words;
};

const compare = (left: Attribute | undefined, operator: "=" | "<" | "<=", right: Attribute | undefined): boolean => {
  if (left === undefined || right === undefined) return false;
  const [a, b] = "N" in left && "N" in right ? [Number(left.N), Number(right.N)] : [textOf(left), textOf(right)];
  if (a === undefined || b === undefined) return false;
  if (operator === "=") return a === b;
  return a < b || (operator === "<=" && a === b);
};

const textOf = (value: Attribute): string | undefined => ("S" in value ? value.S : undefined);
