import * as queue from "../../lib/messaging/durable-queue";
import { ASYNC_RETRIES } from "../../lib/messaging/messaging-function";
import * as settings from "../../lib/settings/numbers";
import { DEPLOYED } from "./deployed";

test("(model) the model runs with the figures that are deployed", () => {
  const functionSeconds = settings.DEFAULT_BARISTA_TIMEOUT_SECONDS;
  expect(DEPLOYED).toMatchObject({
    functionMs: functionSeconds * 1_000,
    cashierMs: settings.CASHIER_TIMEOUT.toMilliseconds(),
    visibilityMs: queue.VISIBILITY_TIMEOUTS_PER_FUNCTION_TIMEOUT * functionSeconds * 1_000,
    batchSize: settings.BARISTA_BATCH_SIZE,
    attempts: settings.ORDER_ATTEMPTS,
    orderRetentionMs: settings.ORDER_RETENTION.toMilliseconds(),
    deadLetterRetentionMs: queue.DEAD_LETTER_RETENTION.toMilliseconds(),
    noticeRetries: ASYNC_RETRIES,
    noticeMaxAgeMs: settings.NOTICE_MAX_AGE.toMilliseconds(),
  });
  expect(settings.NOTIFIER_TIMEOUT.toMilliseconds()).toBe(DEPLOYED.functionMs);
});
