import { aDraft } from "../lambda/support/issues";
import type { ModelPress } from "./model-press";
import { openPress, PROTOCOLS } from "./open-press";
import { keepQuiet } from "./quiet";

const HOUR_MS = 3_600_000;

beforeEach(keepQuiet);

/** Publishes while one subscriber is away, for so many hours. */
const publishWithout = async (press: ModelPress, subscriber: string, hours: number): Promise<number> => {
  const publishedAt = press.clock.now();
  press.away.add(subscriber);
  press.clock.at(publishedAt + hours * HOUR_MS, () => press.away.delete(subscriber));
  void press.publish(aDraft());
  await press.clock.run();
  return publishedAt;
};

const hoursUntil = (press: ModelPress, from: number, subscriber: string) =>
  press.received(subscriber).map(({ at }) => (at - from) / HOUR_MS);

describe("(model) one subscriber is down for 20 hours", () => {
  test.each(["sqs", "lambda"] as const)(
    "by %s (23 days of attempts): the issue arrives when it is back",
    async (protocol) => {
      const press = openPress();
      const publishedAt = await publishWithout(press, protocol, 20);
      const [hours, ...more] = hoursUntil(press, publishedAt, protocol);
      expect(hours).toBeGreaterThanOrEqual(20);
      expect(hours).toBeLessThan(20.01);
      expect([more, press.undelivered.all()]).toEqual([[], []]);
    },
  );

  test.each([
    ["email", 6, 7.2],
    ["sms", 6, 7.2],
    ["push", 6, 7.2],
    ["https", 0.2, 1],
  ] as const)("by %s: the issue is in the dead-letter queue after %d to %d hours", async (protocol, least, most) => {
    const press = openPress();
    const publishedAt = await publishWithout(press, protocol, 20);
    expect(press.received(protocol)).toEqual([]);
    const hours = press.undelivered.all().map(({ sentAt }) => (sentAt - publishedAt) / HOUR_MS);
    expect(hours).toEqual([expect.any(Number)]);
    expect(hours[0]).toBeGreaterThan(least);
    expect(hours[0]).toBeLessThan(most);
  });

  test.each(PROTOCOLS)("by %s: everybody else has the issue once, within a minute", async (protocol) => {
    const press = openPress();
    const publishedAt = await publishWithout(press, protocol, 20);
    for (const other of [...PROTOCOLS, "reader"].filter((one) => one !== protocol)) {
      expect([other, hoursUntil(press, publishedAt, other).map((hours) => hours < 1 / 60)]).toEqual([other, [true]]);
    }
  });

  test("without a dead-letter queue the same issue would be lost", async () => {
    const press = openPress();
    press.subscribe("careless", "trivia", "email", { deadLetterQueue: undefined });
    await publishWithout(press, "careless", 20);
    expect([press.received("careless"), press.undelivered.all()]).toEqual([[], []]);
    expect(press.topics.trivia.lost).toHaveLength(1);
  });
});

describe("(model) a subscriber is away", () => {
  test.each(["email", "sms", "push"] as const)("5 hours by %s: the issue arrives", async (protocol) => {
    const press = openPress();
    const publishedAt = await publishWithout(press, protocol, 5);
    expect(hoursUntil(press, publishedAt, protocol)[0]).toBeLessThan(5.2);
    expect(press.undelivered.all()).toEqual([]);
  });

  test("10 minutes as a webhook: the issue arrives", async () => {
    const press = openPress();
    await publishWithout(press, "https", 1 / 6);
    expect(press.received("https")).toHaveLength(1);
  });

  test("25 days as a queue: the issue ends in the dead-letter queue, after 23", async () => {
    const press = openPress();
    const publishedAt = press.clock.now();
    press.away.add("sqs");
    void press.publish(aDraft());
    await press.clock.run(publishedAt + 25 * 24 * HOUR_MS);
    const days = press.undelivered.all().map(({ sentAt }) => (sentAt - publishedAt) / HOUR_MS / 24);
    expect(days).toEqual([expect.closeTo(23.1, 1)]);
  });

  test("for good, a phone or mailbox that SNS calls invalid: the dead-letter queue at once, without another attempt", async () => {
    const press = openPress();
    let attempts = 0;
    const publishedAt = press.clock.now();
    press.subscribe("gone", "trivia", "push", {
      deliver: () => {
        attempts += 1;
        return "refused";
      },
    });
    await publishWithout(press, "nobody", 0);
    expect([attempts, press.undelivered.all().map(({ sentAt }) => sentAt)]).toEqual([1, [publishedAt]]);
  });
});
