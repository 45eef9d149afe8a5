import { ONCE } from "../../lambda/editor/publish-issue";
import { SINGLE_ATTEMPT, worstCaseMs } from "../../lambda/messaging/aws-clients";
import { LONGEST_ROUND_MS } from "../../lambda/messaging/deadline";
import { DEFAULT_BARISTA_TIMEOUT_SECONDS, EDITOR_TIMEOUT, NOTIFIER_TIMEOUT } from "../../lib/settings/numbers";

/** A call that may be repeated, and one that is made once. */
const CALL = worstCaseMs();
const SINGLE = worstCaseMs(SINGLE_ATTEMPT);
const NOTIFIER = {
  "by SMS": { acquire: CALL, "look up": SINGLE, publish: SINGLE, complete: CALL },
  "by SMS, to a number that is refused": { acquire: CALL, "look up": SINGLE, publish: SINGLE, "dead-letter": CALL },
  "by push": { acquire: CALL, publish: SINGLE, complete: CALL },
  "by push, to a device that is gone": {
    acquire: CALL,
    publish: SINGLE,
    "delete endpoint": SINGLE,
    "dead-letter": CALL,
  },
};

test("a bounded call takes two attempts of 1.2 s and half a second between them at most, one that is not repeated 2 s", () => {
  expect([CALL, SINGLE, worstCaseMs({ attempts: 3, requestTimeout: 1_000 })]).toEqual([2_900, 2_000, 4_500]);
});

test.each([
  ["barista: acquire, announce, complete, and the report", LONGEST_ROUND_MS, DEFAULT_BARISTA_TIMEOUT_SECONDS * 1_000],
  ["editor: publish", worstCaseMs(ONCE), EDITOR_TIMEOUT.toMilliseconds()],
])("a function has the time that its calls may take, one after the other %s", (_, worstMs, timeoutMs) => {
  expect(worstMs).toBeLessThanOrEqual(timeoutMs);
});

test("the notifier has the time of its longest way, to the second", () => {
  const ways = Object.values(NOTIFIER).map((calls) => Object.values(calls).reduce((sum, ms) => sum + ms));
  expect(NOTIFIER_TIMEOUT.toSeconds()).toBe(Math.ceil(Math.max(...ways) / 1_000));
});
