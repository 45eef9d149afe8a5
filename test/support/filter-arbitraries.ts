import fc from "fast-check";
import type { Filter, FilterPolicy } from "../../lambda/contacts/filter-policy";
import type { FilterRule } from "../../lambda/contacts/filter-rule";
import { NEWSLETTERS, type NewsletterIssue } from "../../lambda/messages/newsletter-issue";
import type { FilteredSubscriber } from "./filter-oracle";

/** Few words, which begin and end alike, so that filters and issues often meet. */
export const AUDIENCES = ["students", "student-council", "staff", "regulars"] as const;
const SUBJECTS = ["New beans", "New hours", "Free beans", "free beans", "Holiday hours"] as const;
const TEXTS = ["Two for one on Monday.", "Closed on Monday.", "A bean is a seed."] as const;
const TIMES = ["2026-11-22T08:00:00.000Z", "2026-11-23T08:00:00.000Z", "2027-01-01T00:00:00.000Z"] as const;

const WORDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  newsletter: NEWSLETTERS,
  audience: AUDIENCES,
  subject: SUBJECTS,
  text: TEXTS,
  publishedAt: TIMES,
};

/** Issues of few words; a third of them is addressed to nobody in particular. */
export const filteredIssues: fc.Arbitrary<NewsletterIssue> = fc
  .record({
    version: fc.constant(1 as const),
    issueId: fc.uuid(),
    newsletter: fc.constantFrom(...NEWSLETTERS),
    subject: fc.constantFrom(...SUBJECTS),
    text: fc.constantFrom(...TEXTS),
    audience: fc.option(fc.constantFrom(...AUDIENCES), { freq: 2, nil: undefined }),
    publishedAt: fc.constantFrom(...TIMES),
  })
  .map(({ audience, ...issue }) => ({ ...issue, ...(audience !== undefined && { audience }) }));

/** A rule for text made of parts of these words. */
const textRule = (words: readonly string[]): fc.Arbitrary<FilterRule> => {
  const word = fc.constantFrom(...words);
  const start = fc.tuple(word, fc.integer({ min: 1, max: 8 })).map(([text, length]) => text.slice(0, length));
  const end = fc.tuple(word, fc.integer({ min: 1, max: 8 })).map(([text, length]) => text.slice(-length));
  return fc.oneof(
    word,
    word,
    start.map((prefix) => ({ prefix })),
    end.map((suffix) => ({ suffix })),
    word.map((text) => ({ "equals-ignore-case": text.toUpperCase() })),
    word.map((text) => ({ "anything-but": text })),
    fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map((texts) => ({ "anything-but": texts })),
    start.map((prefix) => ({ "anything-but": { prefix } })),
    fc.boolean().map((exists) => ({ exists })),
  );
};

const bound = fc.integer({ min: -1, max: 3 });

const numberRule: fc.Arbitrary<FilterRule> = fc.oneof(
  bound,
  fc.tuple(fc.constantFrom("=", "<", "<=", ">", ">="), bound).map((numeric) => ({ numeric })),
  fc
    .tuple(fc.constantFrom(">", ">="), bound, fc.constantFrom("<", "<="), fc.integer({ min: 1, max: 3 }))
    .map(([lower, from, upper, more]) => ({ numeric: [lower, from, upper, from + more] })),
  bound.map((number) => ({ "anything-but": number })),
  fc.boolean().map((exists) => ({ exists })),
);

const rulesOf = (rule: fc.Arbitrary<FilterRule>) => fc.array(rule, { minLength: 1, maxLength: 3 });

const ruleFor = (field: string): fc.Arbitrary<FilterRule> =>
  field === "version" ? numberRule : textRule(WORDS[field] ?? AUDIENCES);

/** One to three fields: the more a policy names, the less it lets through. */
const policies = (fields: readonly string[]): fc.Arbitrary<FilterPolicy> =>
  fc
    .subarray([...fields], { minLength: 1, maxLength: Math.min(3, fields.length) })
    .chain((named) => fc.record(Object.fromEntries(named.map((field) => [field, rulesOf(ruleFor(field))]))));

/** Filters that the shop lets through, of either scope. */
export const filters: fc.Arbitrary<Filter> = fc.oneof(
  policies(["audience", "newsletter"]).map((policy) => ({ scope: "attributes" as const, policy })),
  policies([...Object.keys(WORDS), "version"]).map((policy) => ({ scope: "body" as const, policy })),
);

/** Subscribers of every newsletter who are sent JSON; a quarter wants every issue. */
export const filteredSubscribers = (most: number): fc.Arbitrary<readonly FilteredSubscriber[]> =>
  fc
    .array(
      fc.record({ newsletter: fc.constantFrom(...NEWSLETTERS), filter: fc.option(filters, { freq: 3, nil: null }) }),
      { minLength: 1, maxLength: most },
    )
    .map((list) => list.map((one, place) => ({ name: `subscriber-${place + 1}`, ...one })));
