import * as v from "valibot";

export type Attribute = { readonly S: string } | { readonly N: string };
export type Item = Readonly<Record<string, Attribute>>;

/** The condition of a `PutItem` with its placeholders. */
export interface Condition {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

const COMPARED = /attribute_not_exists\s*\(\s*([#:]?\w+)\s*\)|([#:]?\w+)\s*(<=|<|=)\s*([#:]?\w+)/g;
const JUDGED = /\(\s*(true|false)\s*\)/;
const BOTH = /(true|false) AND (true|false)/;
const EITHER = /(?<!AND )(true|false) OR (true|false)(?! AND)/;

/** Judges an item by the part of condition expressions that the shop uses, with DynamoDB's rules for what is missing and for types. */
export const holds = ({ expression, names, values }: Condition, item: Item | undefined): boolean => {
  const operand = (word = ""): Attribute | undefined =>
    word.startsWith(":") ? values[word] : item?.[word.startsWith("#") ? (names[word] ?? "") : word];
  let text = expression.replace(COMPARED, (_, absent, left, operator, right) =>
    String(absent === undefined ? compare(operand(left), operator, operand(right)) : operand(absent) === undefined),
  );
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(JUDGED, "$1").replace(BOTH, (_, a, b) => String(a === "true" && b === "true"));
    if (text === before) text = text.replace(EITHER, (_, a, b) => String(a === "true" || b === "true"));
  }
  if (text !== "true" && text !== "false") throw new Error(`not part of this model: ${expression}, left over: ${text}`);
  return text === "true";
};

const compare = (left: Attribute | undefined, operator: "=" | "<" | "<=", right: Attribute | undefined): boolean => {
  if (left === undefined || right === undefined) return false;
  const [a, b] = "N" in left && "N" in right ? [Number(left.N), Number(right.N)] : [textOf(left), textOf(right)];
  if (a === undefined || b === undefined) return false;
  if (operator === "=") return a === b;
  return a < b || (operator === "<=" && a === b);
};

const textOf = (value: Attribute): string | undefined => ("S" in value ? value.S : undefined);
const attribute = v.union([v.object({ S: v.string() }), v.object({ N: v.string() })]);
const putItem = v.object({
  TableName: v.literal("idempotency"),
  Item: v.record(v.string(), attribute),
  ConditionExpression: v.optional(v.string(), ""),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(v.record(v.string(), attribute), {}),
  ReturnValuesOnConditionCheckFailure: v.optional(v.picklist(["ALL_OLD", "NONE"])),
});

/** What DynamoDB says to a `PutItem`: written, not written because of what is there, or no such thing as this request. */
export type PutReply = "written" | "no key" | { readonly refusedFor: Item | undefined };

/** A model of the table in DynamoDB: `PutItem` with conditions in one step. With a clock, entries go as soon as `expiresAt` allows. */
export class IdempotencyTable {
  readonly items = new Map<string, Item>();

  constructor(private readonly now: () => number = () => 0) {}

  put(input: unknown): PutReply {
    const request = v.parse(putItem, input);
    const key = request.Item["id"];
    if (key === undefined || !("S" in key)) return "no key";
    const old = this.unexpired(key.S);
    const condition = {
      expression: request.ConditionExpression,
      names: request.ExpressionAttributeNames,
      values: request.ExpressionAttributeValues,
    };
    if (condition.expression !== "" && !holds(condition, old)) {
      return { refusedFor: request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" ? old : undefined };
    }
    this.items.set(key.S, request.Item);
    return "written";
  }

  private unexpired(id: string): Item | undefined {
    const item = this.items.get(id);
    const expiresAt = item?.["expiresAt"];
    if (expiresAt === undefined || !("N" in expiresAt) || this.now() / 1_000 <= Number(expiresAt.N)) return item;
    this.items.delete(id);
    return undefined;
  }
}
