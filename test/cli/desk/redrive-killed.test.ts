import fc from "fast-check";
import { orderIdIn } from "../../../cli/desk/seen-message";
import { anOrder, orderId } from "../../lambda/support/orders";
import { SEED } from "../../lambda/support/seed";
import type { Death, FakeQueues } from "../support/fake-queues";
import { copies, DEAD, letTimePass, newQueues, ORDERS, redriveOnce } from "../support/redrive-desk";

const withDeadOrders = (count: number): FakeQueues => {
  const fake = newQueues();
  for (let number = 1; number <= count; number++) fake.put(DEAD, anOrder(number));
  return fake;
};

/** Every order id that is in one of the two queues. */
const anywhere = (fake: FakeQueues): Set<string | null> =>
  new Set([...fake.of(DEAD), ...fake.of(ORDERS)].map(({ body }) => orderIdIn(body)));

/** Runs once and dies, or ends; nothing may be lost either way. */
const runAndDie = async (fake: FakeQueues, orders: number, death: Death, job = {}): Promise<void> => {
  await redriveOnce(fake, job, { death }).catch((error: unknown) => expect(String(error)).toContain("killed"));
  expect(anywhere(fake).size).toBe(orders);
  letTimePass(fake);
};

const expectAllMoved = (fake: FakeQueues, orders: number, kills: number): void => {
  expect(fake.of(DEAD)).toEqual([]);
  const moved = copies(fake);
  expect(moved.size).toBe(orders);
  expect(fake.of(ORDERS).length - orders).toBeLessThanOrEqual(kills * 10);
};

describe("a redrive that is killed and repeated loses nothing", () => {
  test.each([true, false])(
    "at every step of a run of 13 messages (the last call takes effect: %s)",
    async (takesEffect) => {
      const undisturbed = withDeadOrders(13);
      await redriveOnce(undisturbed);
      const steps = undisturbed.calls.length;
      expect(steps).toBeGreaterThan(26);
      for (let atCall = 1; atCall <= steps; atCall++) {
        const fake = withDeadOrders(13);
        await runAndDie(fake, 13, { atCall, takesEffect });
        expect((await redriveOnce(fake)).result).toMatchObject({ failed: 0, kept: 0 });
        expectAllMoved(fake, 13, 1);
      }
    },
  );

  test("fifty times over 1,000 messages, and ends", async () => {
    const fake = withDeadOrders(1_000);
    for (let kill = 0; kill < 50; kill++) {
      await runAndDie(fake, 1_000, { atCall: 2 + ((kill * 7) % 40), takesEffect: kill % 2 === 0 });
    }
    expect(fake.of(DEAD).length).toBeGreaterThan(0);
    await redriveOnce(fake);
    expectAllMoved(fake, 1_000, 50);
  });

  test(`at any steps, at any rate (seed ${SEED})`, async () => {
    const deaths = fc.array(fc.record({ atCall: fc.integer({ min: 1, max: 60 }), takesEffect: fc.boolean() }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        deaths,
        fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
        async (orders, kills, perSecond) => {
          const fake = withDeadOrders(orders);
          for (const death of kills) await runAndDie(fake, orders, death, { perSecond });
          await redriveOnce(fake, { perSecond });
          expectAllMoved(fake, orders, kills.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("while it drops chosen ones: the others stay, the chosen go", async () => {
    const isChosen = ({ orderId: id }: { orderId: string | null }) => id === orderId(2);
    for (let atCall = 1; atCall <= 5; atCall++) {
      const fake = withDeadOrders(3);
      await redriveOnce(fake, { action: "drop", isChosen }, { death: { atCall, takesEffect: true } }).catch(() => {});
      letTimePass(fake);
      await redriveOnce(fake, { action: "drop", isChosen });
      expect([...anywhere(fake)]).toEqual([orderId(1), orderId(3)]);
      expect(fake.of(ORDERS)).toEqual([]);
    }
  });
});
