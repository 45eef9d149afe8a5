import type { Filter, FilterPolicy, FilterScope } from "../../lambda/contacts/filter-policy";
import type { FilterRule } from "../../lambda/contacts/filter-rule";
import type { NewsletterIssue } from "../../lambda/messages/newsletter-issue";

/** What a filter sees of a message: its text attributes by name, and its body as it is sent. */
export interface FilteredMessage {
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One who subscribed to one newsletter. */
export interface FilteredSubscriber {
  readonly name: string;
  readonly newsletter: NewsletterIssue["newsletter"];
  /** Null is every issue. */
  readonly filter: Filter | null;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Who receives an issue, by the rules that Amazon SNS documents: the oracle that deliveries are compared with.
 *
 * It is written down independently of what the shop does and knows only the operators that the shop lets through.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 */
export const receivers = (subscribers: readonly FilteredSubscriber[], issue: NewsletterIssue): readonly string[] =>
  subscribers
    .filter(({ newsletter }) => newsletter === issue.newsletter)
    .filter(({ filter }) => filter === null || matches(filter.policy, filter.scope, messageOf(issue)))
    .map(({ name }) => name);

/** An issue as it is published to those who get JSON. */
export const messageOf = (issue: NewsletterIssue): FilteredMessage => ({
  attributes: { newsletter: issue.newsletter, ...(issue.audience !== undefined && { audience: issue.audience }) },
  body: JSON.stringify(issue),
});

/** Whether a message passes a filter policy: every field named meets one of its rules. */
export const matches = (policy: FilterPolicy, scope: FilterScope, message: FilteredMessage): boolean => {
  const fields = scope === "attributes" ? message.attributes : fieldsOf(message.body);
  if (fields === undefined) return false;
  return Object.entries(policy).every(([field, rules]) => rules.some((rule) => meets(fields[field], rule)));
};

/** A body that is no JSON object passes no filter. */
const fieldsOf = (body: string): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

/** Whether one value, undefined where there is none, meets one rule. */
const meets = (value: unknown, rule: FilterRule): boolean => {
  if (typeof rule !== "object") return value === rule;
  if ("exists" in rule) return (value !== undefined) === rule.exists;
  if (value === undefined) return false;
  if ("prefix" in rule) return typeof value === "string" && value.startsWith(rule.prefix);
  if ("suffix" in rule) return typeof value === "string" && value.endsWith(rule.suffix);
  if ("equals-ignore-case" in rule) {
    return typeof value === "string" && value.toLowerCase() === rule["equals-ignore-case"].toLowerCase();
  }
  if ("numeric" in rule) return typeof value === "number" && isWithin(value, rule.numeric);
  return !isExcluded(value, rule["anything-but"]);
};

type Excluded = Extract<FilterRule, { "anything-but": unknown }>["anything-but"];

const isExcluded = (value: unknown, excluded: Excluded): boolean => {
  if (typeof excluded !== "object") return value === excluded;
  if ("prefix" in excluded) return typeof value === "string" && value.startsWith(excluded.prefix);
  return excluded.some((one) => one === value);
};

const isWithin = (value: number, [operator, bound, ...rest]: readonly (string | number)[]): boolean => {
  if (operator === undefined || bound === undefined) return true;
  const comparisons: Readonly<Record<string, boolean>> = {
    "=": value === Number(bound),
    "<": value < Number(bound),
    "<=": value <= Number(bound),
    ">": value > Number(bound),
    ">=": value >= Number(bound),
  };
  return comparisons[operator] === true && isWithin(value, rest);
};
