import fc from "fast-check";
import { choiceBy } from "../../operations/redrive";
import { orderIdIn } from "../../operations/seen-message";
import type { FakeQueues } from "../cli/support/fake-queues";
import {
  copies,
  expectAllMoved,
  FIFO_ROUTE,
  letTimePass,
  newQueues,
  redriveOnce,
  runAndDie,
  withDeadOrders,
} from "../cli/support/redrive-queues";
import { anOrder, orderId } from "../lambda/support/orders";
import { SEED } from "../lambda/support/seed";

const { deadLetterQueueUrl: DEAD, sourceUrl: ORDERS } = FIFO_ROUTE;
const fifo = { route: FIFO_ROUTE };

const put = (queues: FakeQueues, number: number, group: string, drink = "latte") =>
  queues.put(DEAD, { ...anOrder(number), drink }, { system: { MessageGroupId: group } });

/** Ids of the orders of one group, in the order in which they arrived. */
const arrived = (queues: FakeQueues, group: string) =>
  queues.of(ORDERS).flatMap(({ body, system }) => (system["MessageGroupId"] === group ? [orderIdIn(body)] : []));

const deaths = (maxLength: number) =>
  fc.array(fc.record({ atCall: fc.integer({ min: 1, max: 60 }), takesEffect: fc.boolean() }), { maxLength });
const ratesUpTo = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });

describe("a redrive of a FIFO dead-letter queue (model of the queue)", () => {
  test(`that is killed at any steps and repeated loses nothing (seed ${SEED})`, async () => {
    const groups = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(groups, deaths(6), async (groups, kills) => {
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

  const deadOrders = fc.integer({ min: 1, max: 14 }).chain((groups) =>
    fc.array(
      fc.record({
        group: fc.integer({ min: 1, max: groups }).map(String),
        drink: fc.constantFrom("latte", "tea"),
        fails: fc.integer({ min: 1, max: 20 }).map((roll) => roll === 1),
      }),
      { maxLength: 60 },
    ),
  );
  test(`moves all that is chosen and within reach, in order, and leaves the rest in sight (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(deadOrders, ratesUpTo(40), fc.boolean(), async (dead, perSecond, oneGroupFirst) => {
        const queues = newQueues();
        queues.oneGroupFirst = oneGroupFirst;
        for (const [place, { group, drink }] of dead.entries()) put(queues, place + 1, group, drink);
        const failing = dead.flatMap(({ fails }, place) => (fails ? [orderId(place + 1)] : []));
        queues.refuses = (action, input) =>
          action === "SendMessage" && failing.some((id) => JSON.stringify(input).includes(id));
        const { result } = await redriveOnce(queues, { isChosen: choiceBy("latte"), perSecond }, fifo);
        const groups = [...new Set(dead.map(({ group }) => group))];
        const expected = new Map(groups.map((group) => [group, withinReach(dead, group)]));
        // A queue that takes nothing any more is given up on: then less is moved, but nothing out of order.
        const givenUp = result.failed >= 10;
        for (const [group, ids] of expected) {
          const moved = arrived(queues, group);
          expect(moved).toEqual(givenUp ? ids.slice(0, moved.length) : ids);
        }
        expect(queues.of(DEAD).length + queues.of(ORDERS).length).toBe(dead.length);
        expect(queues.of(DEAD).every(({ visibleAt }) => visibleAt <= queues.now)).toBe(true);
        expect(result.moved).toBe(queues.of(ORDERS).length);
      }),
    );
  });
});

type Dead = Readonly<{ group: string; drink: string; fails: boolean }>;

/** What can be moved of a group: up to the first one that fails, and as long as fewer than ten that stay are before it. */
const withinReach = (dead: readonly Dead[], wanted: string): readonly string[] => {
  const ids: string[] = [];
  let staying = 0;
  for (const [place, { group, drink, fails }] of dead.entries()) {
    if (group !== wanted) continue;
    if (staying >= 10 || (drink === "latte" && fails)) break;
    if (drink === "tea") staying += 1;
    else ids.push(orderId(place + 1));
  }
  return ids;
};

test(`a redrive that is killed and repeated loses nothing, at any steps and any rate (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(40), deaths(8), ratesUpTo(50), async (orders, kills, perSecond) => {
      const fake = withDeadOrders(orders);
      for (const death of kills) await runAndDie(fake, orders, death, { perSecond });
      await redriveOnce(fake, { perSecond });
      expectAllMoved(fake, orders, kills.length);
    }),
  );
});
