import fc from "fast-check";
import { orderIdIn } from "../../../cli/desk/seen-message";
import { anOrder, orderId } from "../../lambda/support/orders";
import { SEED } from "../../lambda/support/seed";
import type { FakeQueues } from "../support/fake-queues";
import { copies, FIFO_ROUTE, letTimePass, newQueues, redriveOnce } from "../support/redrive-desk";

const { deadLetterQueueUrl: DEAD, sourceUrl: ORDERS } = FIFO_ROUTE;
const fifo = { route: FIFO_ROUTE };

const put = (queues: FakeQueues, number: number, group: string, drink = "latte") =>
  queues.put(DEAD, { ...anOrder(number), drink }, { system: { MessageGroupId: group } });

/** Ids of the orders of one group, in the order in which they arrived. */
const arrived = (queues: FakeQueues, group: string) =>
  queues.of(ORDERS).flatMap(({ body, system }) => (system["MessageGroupId"] === group ? [orderIdIn(body)] : []));

describe("a redrive of a FIFO dead-letter queue (model of the queue)", () => {
  test(`that is killed at any steps and repeated loses nothing (seed ${SEED})`, async () => {
    const deaths = fc.array(fc.record({ atCall: fc.integer({ min: 1, max: 60 }), takesEffect: fc.boolean() }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 25 }), deaths, async (groups, kills) => {
        const queues = newQueues();
        for (const [place, group] of groups.entries()) put(queues, place + 1, group);
        for (const death of kills) {
          await redriveOnce(queues, {}, { ...fifo, death }).catch((error) => expect(String(error)).toContain("killed"));
          letTimePass(queues);
        }
        await redriveOnce(queues, {}, fifo);
        expect(queues.of(DEAD)).toEqual([]);
        // What a killed redrive had sent and not deleted is sent again under the id it is known by: no copy is made.
        expect([...copies(queues, ORDERS).values()].every((count) => count === 1)).toBe(true);
        expect(copies(queues, ORDERS).size).toBe(groups.length);
        for (const group of ["a", "b", "c"]) {
          const expected = groups.flatMap((one, place) => (one === group ? [orderId(place + 1)] : []));
          expect(arrived(queues, group)).toEqual(expected);
        }
      }),
    );
  });
});
