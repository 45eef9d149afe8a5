import { DEAD, newQueues, redriveOnce } from "../cli/support/redrive-queues";
import { anOrder } from "../lambda/support/orders";

describe("a redrive at a rate", () => {
  test.each([1, 4, 25, 500])("moves at most %i a second", async (perSecond) => {
    const fake = newQueues();
    const at: number[] = [];
    for (let number = 1; number <= 60; number++) fake.put(DEAD, anOrder(number));
    fake.onSend = () => void at.push(fake.now);
    const startedAt = fake.now;
    await redriveOnce(fake, { perSecond });
    expect(at).toHaveLength(60);
    for (const start of at) {
      expect(at.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(perSecond + 10);
    }
    const seconds = (fake.now - startedAt) / 1_000;
    expect(60 / Math.max(seconds, 0.001)).toBeGreaterThan(perSecond * 0.9);
    expect((60 - Math.min(10, perSecond)) / Math.max(seconds, 0.001)).toBeLessThanOrEqual(perSecond + 0.01);
  });
});
