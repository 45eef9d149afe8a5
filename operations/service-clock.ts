import type { SQSClient } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";

const DATE_STEP_MS = 1_000;

const dated = v.object({ headers: v.object({ date: v.string() }) });

interface ServiceClock {
  readonly aheadMs: number;
  readonly now: () => number;
}

const clocks = new WeakMap<SQSClient, ServiceClock>();

/**
 * The clock that stamps messages, and how far it is ahead of this machine's, by the `Date` of what SQS answered since this
 * was first called: 0 before that, and where the two agree; up to a second too much elsewhere, for `Date` has no fractions.
 */
export const serviceClock = (sqs: SQSClient): ServiceClock => {
  const known = clocks.get(sqs);
  if (known !== undefined) return known;
  const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };
  clocks.set(sqs, clock);
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const askedAt = Date.now();
      const answered = await next(args);
      const response = parseWith(dated, answered.response);
      const date = response.ok ? Date.parse(response.value.headers.date) : Number.NaN;
      const [least, most] = [date - Date.now(), date + DATE_STEP_MS - askedAt];
      if (!Number.isNaN(date)) clock.aheadMs = least > 0 || most < 0 ? most : 0;
      return answered;
    },
    { step: "deserialize" },
  );
  return clock;
};
