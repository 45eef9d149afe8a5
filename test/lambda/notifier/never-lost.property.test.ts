import fc from "fast-check";
import { published } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { TestNoticeDesk, type Troubles } from "../support/notice-desk";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder } from "../support/orders";
import { SEED } from "../support/seed";

const { lines } = eachTestLogs();

const away = new Error(`away: ${ADAS_PHONE} ${ADAS_DEVICE}`);
const troubles: fc.Arbitrary<Troubles> = fc.record(
  {
    idempotency: fc.constantFrom("claim" as const, "finish" as const),
    sending: fc.constantFrom(away, { undeliverable: "never" }, "sent" as const),
    deadLetter: fc.constant("outage" as const),
  },
  { requiredKeys: [] },
);
const deliveries = fc.array(
  fc.record({
    order: fc.integer({ min: 1, max: 3 }),
    notify: fc.constantFrom({ sms: ADAS_PHONE }, { push: ADAS_DEVICE }, { fax: "none" }),
    troubles,
    leaseOver: fc.boolean(),
  }),
  { maxLength: 20 },
);

test(`a notice is sent, or in the dead-letter queue, or tried again; it is sent twice only when its end was not written down (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (steps) => {
      const desk = new TestNoticeDesk();
      const sentTimes = new Map<number, number>();
      const excused = new Map<number, number>();
      for (const { order, notify, troubles, leaseOver } of steps) {
        if (leaseOver) desk.waitForLease();
        desk.troubles = troubles;
        const ready = aFinishedOrder(order);
        const before = { sent: desk.sent.length, deadLetter: desk.deadLetters.length };
        const entry = desk.idempotency.entries.get(`notice#${ready.orderId}`);
        const toldBefore = entry?.state === "completed" && !("fax" in notify);
        const [outcome] = await Promise.allSettled([desk.deliver(published({ ...ready, notify }))]);
        const sent = desk.sent.length - before.sent;
        const deadLetter = desk.deadLetters.length - before.deadLetter;
        sentTimes.set(order, (sentTimes.get(order) ?? 0) + sent);
        if (outcome.status === "fulfilled") expect(sent + deadLetter).toBe(toldBefore ? 0 : 1);
        else {
          excused.set(order, (excused.get(order) ?? 0) + sent);
          expect(String(outcome.reason)).not.toMatch(/15550142|endpoint\//);
        }
      }
      for (const [order, times] of sentTimes) expect(times).toBeLessThanOrEqual(1 + (excused.get(order) ?? 0));
    }),
  );
  expect(lines().join("\n")).not.toMatch(/15550142|endpoint\//);
});
