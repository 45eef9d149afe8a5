import { parseAudience } from "../messages/newsletter-issue";
import { type Parsed, refused } from "../messaging/parse";
import { type Filter, parseFilterPolicy } from "./filter-policy";

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
