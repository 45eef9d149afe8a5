import * as queue from "../../lib/messaging/durable-queue";
import { ASYNC_RETRIES } from "../../lib/messaging/messaging-function";
import { webhookDelivery } from "../../lib/newsletters/webhook-delivery";
import * as settings from "../../lib/settings/numbers";
import { DEPLOYED } from "./deployed";
import { EventSource } from "./event-source";
import { GOOD_LUCK } from "./luck";
import { ModelQueue } from "./model-queue";
import { LONGEST_WEBHOOK_SECONDS, type Protocol, retryPauses } from "./model-topic";
import { VirtualClock } from "./virtual-clock";

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

test.each([
  ["an unknown message id", { batchItemFailures: [{ itemIdentifier: "message-99" }] }],
  ["an empty id", { batchItemFailures: [{ itemIdentifier: "" }] }],
  ["a missing id", { batchItemFailures: [{ messageId: "orders-1" }] }],
  ["no list", { batchItemFailures: "orders-1" }],
])("(model) an answer that Lambda does not understand hands back the whole batch: %s", async (_, answer) => {
  const clock = new VirtualClock();
  const queue = new ModelQueue("orders", clock, { visibilityMs: 60_000, retentionMs: 86_400_000 });
  let invocations = 0;
  new EventSource(queue, GOOD_LUCK, { batchSize: 10, pollers: 2 }, async () => {
    invocations += 1;
    return { how: "returned", value: invocations === 1 ? answer : undefined };
  });
  for (const number of [1, 2, 3]) queue.send(`message ${number}`);
  await clock.run(clock.now() + 59_999);
  expect(queue.all()).toHaveLength(3);
  await clock.run();
  expect([queue.all(), invocations]).toEqual([[], 2]);
});

const HOUR = 3_600;
const horizonOf = (pauses: Iterable<number>) => {
  const all = [...pauses];
  return { attempts: all.length, hours: all.reduce((sum, pause) => sum + pause, 0) / HOUR };
};

describe("(model) the attempts of SNS, as its documentation lists them:", () => {
  test.each<[Protocol, number, number]>([
    ["sqs", 100_015, 23 * 24],
    ["lambda", 100_015, 23 * 24],
    ["email", 50, 6],
    ["sms", 50, 6],
    ["push", 50, 6],
  ])("by %s %i, over %i hours", (protocol, attempts, hours) => {
    const horizon = horizonOf(retryPauses(protocol));
    expect(horizon.attempts).toBe(attempts);
    expect(horizon.hours).toBeGreaterThan(hours);
    expect(horizon.hours).toBeLessThan(hours * 1.2);
  });

  test("by webhook as the shop's own policy says, within the hour that SNS allows", () => {
    const { attempts, hours } = horizonOf(retryPauses("https", webhookDelivery().healthyRetryPolicy));
    expect(attempts).toBe(webhookDelivery().healthyRetryPolicy.numRetries);
    expect(hours).toBeLessThanOrEqual(LONGEST_WEBHOOK_SECONDS / HOUR);
  });

  test("by webhook never beyond that hour, whatever the policy says", () => {
    const greedy = { numRetries: 100, minDelayTarget: 20, maxDelayTarget: 3_600 };
    const { attempts, hours } = horizonOf(retryPauses("https", greedy));
    expect(attempts).toBeLessThan(100);
    expect(hours).toBeLessThanOrEqual(1);
  });
});
