import { webhookDelivery } from "../../lib/newsletters/webhook-delivery";
import { LONGEST_WEBHOOK_SECONDS, type Protocol, retryPauses } from "./delivery-policy";

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
