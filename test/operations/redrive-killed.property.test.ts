import fc from "fast-check";
import { expectAllMoved, redriveOnce, runAndDie, withDeadOrders } from "../cli/support/redrive-queues";
import { SEED } from "../lambda/support/seed";

describe("a redrive that is killed and repeated loses nothing", () => {
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
    );
  });
});
