import type { SQSClient } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";

const DATE_STEP_MS = 1_000;

const dated = v.object({ headers: v.object({ date: v.string() }) });

const clocks = new WeakMap<SQSClient, { aheadMs: number }>();

/**
 * How far the clock of SQS is ahead of this machine's, in milliseconds, by the `Date` of what it answered since this was
 * first called: 0 before that, and where the two agree. That header counts whole seconds, so it is up to a second too much
 * where they differ.
 */
export const serviceClock = (sqs: SQSClient): { readonly aheadMs: number } => {
  const known = clocks.get(sqs);
  if (known !== undefined) return known;
  const clock = { aheadMs: 0 };
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
