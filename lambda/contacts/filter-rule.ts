import type { Fault } from "../messaging/parse";

/** What one value of an issue has to be; a list of rules is met when one of them is. */
export type FilterRule =
  | string
  | number
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly "equals-ignore-case": string }
  | { readonly "anything-but": string | number | readonly (string | number)[] | { readonly prefix: string } }
  | { readonly numeric: readonly (string | number)[] }
  | { readonly exists: boolean };

/** What a filter can go by. Amazon SNS compares numbers with numbers and text with text. */
export type FieldKind = "text" | "number";

const OPERATORS: Readonly<Record<FieldKind, readonly string[]>> = {
  text: ["prefix", "suffix", "equals-ignore-case", "anything-but", "exists"],
  number: ["numeric", "anything-but", "exists"],
};

/** A name that came from outside, when it is a word; an address is not repeated. */
export const aWord = (name: string): string => (/^[$a-z][a-z-]{0,39}$/i.test(name) ? name : "…");

/** Amazon SNS: from -10^9 to 10^9, five digits after the point. */
const MAX_NUMBER = 1e9;

/**
 * What is wrong with one rule for a field of this kind; no fault for one that Amazon SNS accepts and that can be met.
 *
 * `wildcard`, `cidr` and `$or` of Amazon SNS are left out: no field of an issue asks for them.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
 */
export const faultsOfRule = (rule: unknown, kind: FieldKind, path: string): readonly Fault[] => {
  const fault = (message: string): readonly Fault[] => [{ path, message }];
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) {
    return isLiteral(rule, kind) ? [] : fault(`${literalRule(kind)}, or an operator such as ${EXAMPLES[kind]}`);
  }
  const [[operator, operand] = ["", undefined], ...more] = Object.entries(rule);
  if (!OPERATORS[kind].includes(operator)) {
    return fault(`not an operator for ${kind}: ${aWord(operator)} (try one of: ${OPERATORS[kind].join(", ")})`);
  }
  if (more.length > 0) return fault("must have one operator, not several");
  const message = faultOfOperand(operator, operand, kind);
  return message === undefined ? [] : fault(`${operator} ${message}`);
};

const EXAMPLES: Readonly<Record<FieldKind, string>> = {
  text: '{"prefix": "stud"}',
  number: '{"numeric": [">=", 1]}',
};

const literalRule = (kind: FieldKind): string =>
  kind === "text" ? "must be text of at least one character" : "must be a number from -10^9 to 10^9";

const isText = (value: unknown): boolean => typeof value === "string" && value !== "" && value.isWellFormed();

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Math.abs(value) <= MAX_NUMBER && Number(value.toFixed(5)) === value;

const isLiteral = (value: unknown, kind: FieldKind): boolean => (kind === "text" ? isText(value) : isNumber(value));

const faultOfOperand = (operator: string, operand: unknown, kind: FieldKind): string | undefined => {
  if (operator === "exists") return typeof operand === "boolean" ? undefined : "must be true or false";
  if (operator === "numeric") return isRange(operand) ? undefined : 'must be such as ["=", 1] or [">=", 1, "<", 3]';
  if (operator !== "anything-but") return isText(operand) ? undefined : "must be text of at least one character";
  if (Array.isArray(operand)) {
    return operand.length > 0 && operand.every((value) => isLiteral(value, kind))
      ? undefined
      : `must be a list of at least one ${kind}`;
  }
  if (isLiteral(operand, kind)) return undefined;
  const prefix = kind === "text" && isOnlyPrefix(operand);
  return prefix ? undefined : `must be one ${kind}, or a list${kind === "text" ? ', or {"prefix": "…"}' : ""}`;
};

const isOnlyPrefix = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).join() === "prefix" &&
  "prefix" in value &&
  isText(value.prefix);

/** One comparison, or a lower and an upper bound in this order. */
const isRange = (value: unknown): boolean => {
  if (!Array.isArray(value)) return false;
  const [operator, bound, upperOperator, upperBound] = value;
  if (!isNumber(bound)) return false;
  if (value.length === 2) return ["=", ">", ">=", "<", "<="].includes(operator);
  return (
    value.length === 4 &&
    [">", ">="].includes(operator) &&
    ["<", "<="].includes(upperOperator) &&
    isNumber(upperBound) &&
    bound < upperBound
  );
};
