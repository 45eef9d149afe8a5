import type { SQSBatchResponse } from "aws-lambda";
import fc from "fast-check";
import { TestBar } from "../support/bar";
import { delivered } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";
import { SEED } from "../support/seed";

eachTestLogs();

/** What happens to the work on one order, or on one poisonous message, in this batch. */
const orderFates = ["works", "no claim", "no announcement", "no finish", "finished before", "in flight"] as const;
const poisonFates = ["works", "not set aside"] as const;
const outages = ["none", "topic", "dead-letter queue", "both"] as const;

const poisons = ["{", "", "null", '{"version":1}', JSON.stringify({ ...anOrder(), drink: "motor oil" })] as const;

/** A batch: orders by number (a number twice is a copy) and poison, and what goes wrong with each. */
const batches = fc.record({
  records: fc.array(fc.oneof(fc.nat(4), fc.constantFrom(...poisons)), { maxLength: 30 }),
  orders: fc.array(fc.constantFrom(...orderFates), { minLength: 5, maxLength: 5 }),
  poison: fc.array(fc.constantFrom(...poisonFates), { minLength: 30, maxLength: 30 }),
  outage: fc.constantFrom(...outages),
});

const END = { served: "served", aside: "set aside", again: "handed back" } as const;

test(`each message of any batch is served, set aside or handed back, one of the three (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(batches, async ({ records, orders, poison, outage }) => {
      const shop = new TestBar();
      const having = (fate: (typeof orderFates)[number]) =>
        orders.flatMap((given, number) => (given === fate ? [orderId(number)] : []));
      const messageId = (place: number) => `message-${place}`;
      shop.troubles = {
        acquire: having("no claim"),
        announce: outage === "topic" || outage === "both" ? "outage" : having("no announcement"),
        complete: having("no finish"),
        deadLetter:
          outage === "dead-letter queue" || outage === "both"
            ? "outage"
            : poison.flatMap((fate, place) => (fate === "works" ? [] : [messageId(place)])),
      };
      for (const id of having("finished before")) await shop.idempotency.complete(`order#${id}`);
      for (const id of having("in flight")) await shop.idempotency.acquire(`order#${id}`, shop.clock.now() + 1);

      const expected = records.map((record, place) => {
        if (typeof record === "string") {
          const away = outage === "dead-letter queue" || outage === "both";
          return away || poison[place] !== "works" ? END.again : END.aside;
        }
        if (orders[record] === "finished before") return END.served;
        const away = outage === "topic" || outage === "both";
        return away || orders[record] !== "works" ? END.again : END.served;
      });

      const answer = await shop.serve({
        Records: records.map((record, place) =>
          delivered(typeof record === "string" ? record : anOrder(record), messageId(place)),
        ),
      });

      const those = (end: (typeof expected)[number]) =>
        expected.flatMap((given, place) => (given === end ? [messageId(place)] : []));
      expect(answer).toEqual({
        batchItemFailures: those(END.again).map((itemIdentifier) => ({ itemIdentifier })),
      } satisfies SQSBatchResponse);
      expect(shop.deadLetters.map(({ messageId }) => messageId).sort()).toEqual(those(END.aside).sort());

      const served = new Set(records.flatMap((record, place) => (expected[place] === END.served ? [record] : [])));
      const finished = [...shop.idempotency.entries].flatMap(([id, { state }]) => (state === "completed" ? [id] : []));
      expect(new Set(finished)).toEqual(
        new Set([...[...served].map((number) => `order#${orderId(Number(number))}`), ...beforehand()]),
      );
      expect(new Set(shop.announcedIds()).size).toBe(shop.announcedIds().length);
      for (const number of served) {
        const times = orders[Number(number)] === "finished before" ? 0 : 1;
        expect(shop.announcedIds().filter((id) => id === orderId(Number(number)))).toHaveLength(times);
      }

      function beforehand(): readonly string[] {
        return having("finished before").map((id) => `order#${id}`);
      }
    }),
  );
});
