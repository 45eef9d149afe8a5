import { Duration } from "aws-cdk-lib";
import { SINGLE_ATTEMPT, worstCaseMs } from "../../lambda/messaging/aws-clients";

/** What all shops share. What differs from stage to stage is in `settings/<stage>.json`. */

/** The cashier answers within 5 s and gives up on the queue after 4; the rest is room for a cold start. */
export const CASHIER_TIMEOUT = Duration.seconds(8);

/** Three AWS calls in a row, at their worst (`worstCaseMs` of the kit), and the report. */
export const DEFAULT_BARISTA_TIMEOUT_SECONDS = 10;

/** The exhibit's cashier gives up on the barista after 4 s: a barista who hangs is heard of before. */
export const EXHIBIT_BARISTA_TIMEOUT = Duration.seconds(3);

/** What one `PublishBatch` takes, so that one batch of orders is one publish. */
export const BARISTA_BATCH_SIZE = 10;

/** Enough for about 1,000 orders a second; keeps a rush from taking every concurrent execution of the account. */
export const DEFAULT_BARISTA_MAXIMUM_CONCURRENCY = 10;

/** A passing fault is over after a few visibility timeouts; more attempts would only delay the diagnosis. */
export const ORDER_ATTEMPTS = 5;

/** An order nobody made in four days will not be missed; the default of SQS. */
export const ORDER_RETENTION = Duration.days(4);

/**
 * Four calls in a row, at their worst: acquire, look the number up, publish, complete. A device that is gone takes as long
 * (it is removed after the publish), and so does a notice that is dead-lettered instead of completed.
 */
export const NOTIFIER_TIMEOUT = Duration.seconds(
  Math.ceil((2 * worstCaseMs() + 2 * worstCaseMs(SINGLE_ATTEMPT)) / 1_000),
);

/** One publish at its worst. */
export const EDITOR_TIMEOUT = Duration.seconds(6);

/** Parsing and one log line. */
export const READER_TIMEOUT = Duration.seconds(5);

/** Google and Apple are asked about a credential before SNS answers. */
export const PUSH_APPLICATION_TIMEOUT = Duration.minutes(2);

/** The device registration gives up on SNS after 4 s; the rest is room for a cold start. */
export const DEVICE_REGISTRATION_TIMEOUT = Duration.seconds(8);

/** The membership function looks through the subscribers of a topic for up to 8 s. */
export const MEMBERSHIP_TIMEOUT = Duration.seconds(12);

/** SNS waits 15 s for the answer of a webhook. */
export const WEBHOOK_TIMEOUT = Duration.seconds(14);

/** How long Lambda keeps trying to hand a notice to a function: an hour later the drink is cold. */
export const NOTICE_MAX_AGE = Duration.hours(1);

/** Long enough to look back over a week. */
export const DEFAULT_LOG_RETENTION_DAYS = 14;
