import fc from "fast-check";
import { type Failures, handedBack, TestBarista } from "../support/barista-services";
import { delivered, inLine } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";
import { SEED } from "../support/seed";

eachTestLogs();

/** What happens to the work on one order, or on one poisonous message, in this batch. */
const outcomes = ["works", "not acquired", "not announced", "not completed", "completed before", "in flight"] as const;
type Outcome = (typeof outcomes)[number];

/** A barista for whom single orders have that outcome. */
const baristaWith = async (having: (outcome: Outcome) => readonly string[], failures: Failures) => {
  const barista = new TestBarista();
  const [acquire, announce] = [having("not acquired"), having("not announced")];
  barista.failures = { acquire, announce, complete: having("not completed"), ...failures };
  for (const id of having("completed before")) await barista.idempotency.complete(`order#${id}`);
  for (const id of having("in flight")) await barista.idempotency.acquire(`order#${id}`, barista.clock.now() + 1);
  return barista;
};
const poisons = ["{", "", "null", '{"version":1}', JSON.stringify({ ...anOrder(), drink: "motor oil" })] as const;

/** A batch: orders by number (a number twice is a copy) and poison, and what goes wrong with each. */
const batches = fc.record({
  records: fc.array(fc.oneof(fc.nat(4), fc.constantFrom(...poisons)), { maxLength: 30 }),
  orders: fc.array(fc.constantFrom(...outcomes), { minLength: 5, maxLength: 5 }),
  poison: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
  topicAway: fc.boolean(),
  deadLetterQueueAway: fc.boolean(),
});

const END = { served: "served", deadLettered: "dead-lettered", again: "handed back" } as const;

test(`each message of any batch is served, dead-lettered or handed back, one of the three (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(batches, async ({ records, orders, poison, topicAway, deadLetterQueueAway }) => {
      const having = (outcome: Outcome) =>
        orders.flatMap((given, number) => (given === outcome ? [orderId(number)] : []));
      const messageId = (place: number) => `message-${place}`;
      const refused = poison.flatMap((works, place) => (works ? [] : [messageId(place)]));
      const barista = await baristaWith(having, {
        ...(topicAway && { announce: "outage" }),
        deadLetter: deadLetterQueueAway ? "outage" : refused,
      });

      const expected = records.map((record, place) => {
        if (typeof record === "string") return poison[place] && !deadLetterQueueAway ? END.deadLettered : END.again;
        if (orders[record] === "completed before") return END.served;
        return orders[record] === "works" && !topicAway ? END.served : END.again;
      });

      const bodies = records.map((record) => (typeof record === "string" ? record : anOrder(record)));
      const answer = await barista.serve({ Records: bodies.map((body, place) => delivered(body, messageId(place))) });

      const those = (end: (typeof expected)[number]) =>
        expected.flatMap((given, place) => (given === end ? [messageId(place)] : []));
      expect(answer).toEqual(handedBack(...those(END.again)));
      expect(barista.deadLetters.map(({ messageId }) => messageId).sort()).toEqual(those(END.deadLettered).sort());

      const served = new Set(expected.flatMap((end, place) => (end === END.served ? [Number(records[place])] : [])));
      const completed = [...barista.idempotency.entries].flatMap(([id, { state }]) =>
        state === "completed" ? [id] : [],
      );
      const recorded = [...[...served].map(orderId), ...having("completed before")].map((id) => `order#${id}`);
      expect(new Set(completed)).toEqual(new Set(recorded));
      expect(new Set(barista.announcedIds()).size).toBe(barista.announcedIds().length);
      for (const number of served) {
        const times = orders[number] === "completed before" ? 0 : 1;
        expect(barista.announcedIds().filter((id) => id === orderId(number))).toHaveLength(times);
      }
    }),
  );
});

const fifoBatches = fc.array(
  fc.record({ group: fc.constantFrom("a", "b", "c"), isPoison: fc.boolean(), outcome: fc.constantFrom(...outcomes) }),
  { maxLength: 25 },
);

test(`whatever fails, no order of a group is served or even begun after one that failed (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(fifoBatches, async (records) => {
      const having = (outcome: Outcome) =>
        records.flatMap((record, number) => (record.outcome === outcome && !record.isPoison ? [orderId(number)] : []));
      const refused = records.flatMap(({ isPoison, outcome }, place) =>
        isPoison && outcome !== "works" ? [`message-${place + 1}`] : [],
      );
      const barista = await baristaWith(having, { deadLetter: refused });
      /** Orders of which something was tried. */
      const touched = () => [...barista.idempotency.entries.keys()].map((id) => id.replace("order#", ""));
      const before = new Set(touched());
      const line = records.map(
        ({ group, isPoison }, number) => [group, isPoison ? "poison" : anOrder(number)] as const,
      );
      const { batchItemFailures } = await barista.serve(inLine(...line));

      const closed = new Set<string>();
      const expected: string[] = [];
      for (const [number, { group, isPoison, outcome }] of records.entries()) {
        const messageId = `message-${number + 1}`;
        const fails = isPoison ? outcome !== "works" : outcome !== "works" && outcome !== "completed before";
        if (closed.has(group)) {
          expected.push(messageId);
          expect(barista.announcedIds()).not.toContain(orderId(number));
          expect(barista.deadLetters.map(({ messageId }) => messageId)).not.toContain(messageId);
          if (!before.has(orderId(number))) expect(touched()).not.toContain(orderId(number));
        } else if (fails) {
          closed.add(group);
          expected.push(messageId);
        }
      }
      expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(expected);
    }),
  );
});
