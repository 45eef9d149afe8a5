import { parseAudience } from "../messages/newsletter-issue";
import { type Fault, type Parsed, refused } from "../messaging/parse";
import { aWord, type FieldKind, type FilterRule, faultsOfRule } from "./filter-rule";

/** What a filter looks at: the attributes beside an issue, or the fields of the issue itself. */
export type FilterScope = "attributes" | "body";

/** Every field named has to meet one of its rules. */
export type FilterPolicy = Readonly<Record<string, readonly FilterRule[]>>;

/** Which issues a subscriber wants. A subscriber without a filter gets every issue. */
export interface Filter {
  readonly scope: FilterScope;
  readonly policy: FilterPolicy;
}

/** What the editor writes, so what a filter can go by. A rule for anything else would keep every issue away in silence. */
export const FILTER_FIELDS: Readonly<Record<FilterScope, Readonly<Record<string, FieldKind>>>> = {
  attributes: { newsletter: "text", audience: "text" },
  body: {
    version: "number",
    issueId: "text",
    newsletter: "text",
    subject: "text",
    text: "text",
    audience: "text",
    publishedAt: "text",
  },
};

/** @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export const MAX_FIELDS = 5;
export const MAX_COMBINATIONS = 150;
export const MAX_POLICY_BYTES = 256 * 1024;

/**
 * Checks a filter policy before Amazon SNS sees it: its limits, its operators, and that it can be met by an issue at all.
 *
 * Issues are flat, so a policy is one object of lists; properties within properties are refused.
 */
export const parseFilterPolicy = (value: unknown, scope: FilterScope, path = "filter"): Parsed<Filter> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refused('must be a filter policy such as {"audience": ["students"]}', path);
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return refused("must name a field (leave the filter out to get every issue)", path);
  if (entries.length > MAX_FIELDS) {
    return refused(`must name at most ${MAX_FIELDS} fields, not ${entries.length}`, path);
  }
  const faults = entries.flatMap(([field, rules]) => faultsOfField(field, rules, scope, path));
  if (faults.length > 0) return { ok: false, faults };
  const combinations = entries.reduce((product, [, rules]) => product * rules.length, 1);
  if (combinations > MAX_COMBINATIONS) {
    return refused(
      `must have at most ${MAX_COMBINATIONS} combinations (the lengths of its lists, multiplied), not ${combinations}`,
      path,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > MAX_POLICY_BYTES) return refused(`must be at most ${MAX_POLICY_BYTES} bytes of JSON, not ${bytes}`, path);
  return { ok: true, value: { scope, policy: Object.fromEntries(entries) } };
};

const faultsOfField = (field: string, rules: unknown, scope: FilterScope, policy: string): readonly Fault[] => {
  const path = `${policy}.${aWord(field)}`;
  const fields = FILTER_FIELDS[scope];
  const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (kind === undefined) {
    const where = scope === "attributes" ? "not an attribute of an issue" : "not a field of an issue";
    return [{ path, message: `${where} (try one of: ${Object.keys(fields).join(", ")})` }];
  }
  if (!Array.isArray(rules) || rules.length === 0) {
    return [{ path, message: 'must be a list of at least one value or operator, such as ["students"]' }];
  }
  return rules.flatMap((rule, place) => faultsOfRule(rule, kind, `${path}[${place}]`));
};

/** How a subscriber says which issues it wants; all of it as it came, unchecked. */
export interface FilterInput {
  /** Shorthand for the filter `{"audience": ["…"]}`. */
  readonly audience?: unknown;
  /** A filter policy of Amazon SNS. */
  readonly filter?: unknown;
  /** What `filter` looks at: `attributes` (the default) or `body`. */
  readonly filterScope?: unknown;
}

/** These are sent prose, which no body filter matches; the others are sent the issue itself, in JSON. */
const SENT_PROSE: readonly string[] = ["email", "sms", "push"];

/**
 * Reads which issues a subscriber wants; null is every issue.
 *
 * An audience narrows: its subscriber gets the issues addressed to it and no other, so none that is addressed to nobody
 * in particular. Who wants those as well says so: `{"filter": {"audience": ["students", {"exists": false}]}}`. Who gives
 * neither audience nor filter gets every issue, whomever it is addressed to.
 */
export const parseFilterInput = (
  { audience, filter, filterScope }: FilterInput,
  protocol: string,
): Parsed<Filter | null> => {
  if (audience !== undefined && (filter !== undefined || filterScope !== undefined)) {
    return refused("cannot be combined with a filter: give one of the two", "audience");
  }
  if (audience !== undefined) {
    const parsed = parseAudience(audience, "audience");
    return parsed.ok ? { ok: true, value: { scope: "attributes", policy: { audience: [parsed.value] } } } : parsed;
  }
  if (filterScope !== undefined && filterScope !== "attributes" && filterScope !== "body") {
    return refused("must be attributes or body", "filterScope");
  }
  if (filter === undefined || filter === null) {
    return filterScope === undefined
      ? { ok: true, value: null }
      : refused("is of no use without a filter", "filterScope");
  }
  if (filterScope === "body" && SENT_PROSE.includes(protocol)) {
    return refused(`must be attributes for ${protocol}: what it is sent is prose, not JSON`, "filterScope");
  }
  return parseFilterPolicy(filter, filterScope ?? "attributes");
};
