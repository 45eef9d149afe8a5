import fc from "fast-check";
import { MAX_COMBINATIONS, parseFilterInput, parseFilterPolicy } from "../../../lambda/contacts/filter-policy";
import type { FilterRule } from "../../../lambda/contacts/filter-rule";
import { AUDIENCES, filteredIssues, filteredSubscribers, filters } from "../../support/filter-arbitraries";
import { matches, messageOf, receivers } from "../../support/filter-oracle";
import { accepted } from "../support/parsed";
import { SEED } from "../support/seed";

const wishes = (wish: object) => accepted(parseFilterInput(wish, "https"));

/** The same rules in another form: every choice of one rule a field, of which one has to be met in full. */
const combinations = (policy: Readonly<Record<string, readonly FilterRule[]>>) =>
  Object.entries(policy).reduce<Record<string, FilterRule[]>[]>(
    (chosen, [field, rules]) => chosen.flatMap((choice) => rules.map((rule) => ({ ...choice, [field]: [rule] }))),
    [{}],
  );

describe(`for any filters and issues (seed ${SEED})`, () => {
  test("a filter lets through what one of its combinations does, and has as many as Amazon SNS counts", () => {
    fc.assert(
      fc.property(filters, filteredIssues, ({ scope, policy }, issue) => {
        const all = combinations(policy);
        const message = messageOf(issue);
        expect(all.some((one) => matches(one, scope, message))).toBe(matches(policy, scope, message));
        expect(all.length).toBeLessThanOrEqual(MAX_COMBINATIONS);
      }),
    );
  });

  test("the shop takes every filter, as it is", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(accepted(parseFilterPolicy(filter.policy, filter.scope))).toEqual(filter);
      }),
    );
  });

  test("filters neither let everything through nor nothing: the oracle has something to tell apart", () => {
    const rate = { reached: 0, of: 0 };
    fc.assert(
      fc.property(filteredSubscribers(8), filteredIssues, (subscribers, issue) => {
        const filtered = subscribers.filter(({ newsletter, filter }) => newsletter === issue.newsletter && filter);
        rate.of += filtered.length;
        rate.reached += receivers(filtered, issue).length;
      }),
    );
    expect(rate.reached / rate.of).toBeGreaterThan(0.2);
    expect(rate.reached / rate.of).toBeLessThan(0.8);
  });

  test("an audience gets the issues addressed to it and no other", () => {
    fc.assert(
      fc.property(fc.constantFrom(...AUDIENCES), filteredIssues, (audience, issue) => {
        const subscriber = { name: "one", newsletter: issue.newsletter, filter: wishes({ audience }) };
        expect(receivers([subscriber], issue)).toEqual(issue.audience === audience ? ["one"] : []);
      }),
    );
  });
});
