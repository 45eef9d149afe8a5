import fc from "fast-check";
import { TestBar } from "../support/bar";
import { inLine } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";
import { SEED } from "../support/seed";

eachTestLogs();

let shop: TestBar;

const order = (number: number) => anOrder(number);

/** Orders of which something was tried. */
const touched = () => [...shop.idempotency.entries.keys()].map((id) => id.replace("order#", ""));

const fates = ["works", "no claim", "no announcement", "no finish", "in flight", "finished before"] as const;

const batches = fc.array(
  fc.record({ group: fc.constantFrom("a", "b", "c"), isPoison: fc.boolean(), fate: fc.constantFrom(...fates) }),
  { maxLength: 25 },
);

test(`whatever fails, no order of a group is served or even begun after one that failed (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (records) => {
      shop = new TestBar();
      const having = (fate: (typeof fates)[number]) =>
        records.flatMap((record, number) => (record.fate === fate && !record.isPoison ? [orderId(number)] : []));
      shop.troubles = {
        acquire: having("no claim"),
        announce: having("no announcement"),
        complete: having("no finish"),
        deadLetter: records.flatMap(({ isPoison, fate }, place) =>
          isPoison && fate !== "works" ? [`message-${place + 1}`] : [],
        ),
      };
      for (const id of having("finished before")) await shop.idempotency.complete(`order#${id}`);
      const inHand = new Set(having("in flight"));
      for (const id of inHand) await shop.idempotency.acquire(`order#${id}`, shop.clock.now() + 1);
      const before = new Set(touched());

      const { batchItemFailures } = await shop.serve(
        inLine(
          ...records.map(({ group, isPoison }, number): [string, unknown] => [
            group,
            isPoison ? "poison" : order(number),
          ]),
        ),
      );

      const closed = new Set<string>();
      const expected: string[] = [];
      for (const [number, { group, isPoison, fate }] of records.entries()) {
        const messageId = `message-${number + 1}`;
        const fails = isPoison ? fate !== "works" : fate !== "works" && fate !== "finished before";
        if (closed.has(group)) {
          expected.push(messageId);
          expect(shop.announcedIds()).not.toContain(orderId(number));
          expect(shop.deadLetters.map(({ messageId }) => messageId)).not.toContain(messageId);
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
