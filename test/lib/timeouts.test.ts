import { ONCE } from "../../lambda/editor/publish-issue";
import { worstCaseMs } from "../../lambda/messaging/aws-clients";
import { LONGEST_ROUND_MS } from "../../lambda/messaging/deadline";
import { DEFAULT_BARISTA_TIMEOUT_SECONDS, EDITOR_TIMEOUT, NOTIFIER_TIMEOUT } from "../../lib/settings/numbers";

/** A call that may be repeated, and one that is made once. */
const CALL = worstCaseMs();
const QUICK = worstCaseMs({ attempts: 1 });

test("a bounded call takes two attempts of 1.2 s and half a second between them at most", () => {
  expect([CALL, QUICK, worstCaseMs({ attempts: 3, requestTimeout: 1_000 })]).toEqual([2_900, 1_200, 4_500]);
});

test.each([
  ["barista: acquire, announce, complete, and the report", LONGEST_ROUND_MS, DEFAULT_BARISTA_TIMEOUT_SECONDS * 1_000],
  ["notifier by SMS: acquire, look up, send, complete", 3 * CALL + QUICK, NOTIFIER_TIMEOUT.toMilliseconds()],
  ["notifier by push: acquire, send, remove, dead-letter", 3 * CALL + QUICK, NOTIFIER_TIMEOUT.toMilliseconds()],
  ["editor: publish", worstCaseMs(ONCE), EDITOR_TIMEOUT.toMilliseconds()],
])("a function has the time that its calls may take, one after the other %s", (_, worstMs, timeoutMs) => {
  expect(worstMs).toBeLessThanOrEqual(timeoutMs);
});
