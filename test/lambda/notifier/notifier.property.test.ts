import type { PublishInput } from "@aws-sdk/client-sns";
import fc from "fast-check";
import { fitsOneSms } from "../../../lambda/contacts/sms";
import { noticeSms, sendPush } from "../../../lambda/notifier/send-notice";
import { answeredSns } from "../support/answered-client";
import { finishedOrders } from "../support/arbitraries";
import { published } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { type Failures, TestNotifier } from "../support/notifier-services";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder } from "../support/orders";
import { SEED } from "../support/seed";

const { lines } = eachTestLogs();
const away = new Error(`away: ${ADAS_PHONE} ${ADAS_DEVICE}`);
const failures: fc.Arbitrary<Failures> = fc.record(
  {
    idempotency: fc.constantFrom("acquire" as const, "complete" as const),
    sending: fc.constantFrom(away, { undeliverable: "never" }, "sent" as const),
    deadLetter: fc.constant("outage" as const),
  },
  { requiredKeys: [] },
);
const deliveries = fc.array(
  fc.record({
    order: fc.integer({ min: 1, max: 3 }),
    notify: fc.constantFrom({ sms: ADAS_PHONE }, { push: ADAS_DEVICE }, { fax: "none" }),
    failures,
    leaseOver: fc.boolean(),
  }),
  { maxLength: 20 },
);

test(`a notice is sent, or in the dead-letter queue, or tried again; it is sent twice only when its end was not written down (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (steps) => {
      const notifier = new TestNotifier();
      const sentTimes = new Map<number, number>();
      const excused = new Map<number, number>();
      for (const { order, notify, failures, leaseOver } of steps) {
        if (leaseOver) notifier.waitForLease();
        notifier.failures = failures;
        const ready = aFinishedOrder(order);
        const before = { sent: notifier.sent.length, deadLetter: notifier.deadLetters.length };
        const entry = notifier.idempotency.entries.get(`notice#${ready.orderId}`);
        const toldBefore = entry?.state === "completed" && !("fax" in notify);
        const [outcome] = await Promise.allSettled([notifier.deliver(published({ ...ready, notify }))]);
        const sent = notifier.sent.length - before.sent;
        const deadLetter = notifier.deadLetters.length - before.deadLetter;
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

test(`the SMS to the customer is one SMS and says what is ready, for any order (seed ${SEED})`, () => {
  fc.assert(
    fc.property(finishedOrders, (order) => {
      expect(fitsOneSms(noticeSms(order))).toBe(true);
      expect(noticeSms(order)).toMatch(new RegExp(`our .*${order.size} ${order.drink} (is|are) ready\\.`));
    }),
  );
});

const PLACE = "arn:aws:sns:eu-west-1:000000000000";
const APPLICATION = `${PLACE}:app/GCM/coffee`;
const OWN = /^arn:aws:sns:eu-west-1:000000000000:endpoint\/GCM\/coffee\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One part of an ARN: mostly right, else nearly right, else anything. */
const part = (own: string, ...others: readonly string[]) =>
  fc.oneof({ arbitrary: fc.constant(own), weight: 4 }, fc.constantFrom(...others), fc.string({ unit: "binary" }));

const arn = fc
  .tuple(
    part(PLACE, PLACE.replace("000000000000", "111111111111"), PLACE.replace("west", "east")),
    part("endpoint", "app", "ENDPOINT", "endpoint/endpoint"),
    part("GCM", "APNS", "GCM/coffee", "gcm"),
    part("coffee", "coffe", "coffee2", "coffee/..", "tea"),
    part("0123abcd-0000-4000-8000-000000000001", "..", "", "0123abcd-0000-4000-8000-000000000001/x"),
  )
  .map(([place, kind, ...path]) => `${place}:${[kind, ...path].join("/")}`);

test(`no message leaves the shop's own applications, whatever an order names as its device (seed ${SEED})`, async () => {
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(arn, async (endpoint) => {
      const targets: unknown[] = [];
      const sns = answeredSns(({ TargetArn }: PublishInput) => {
        targets.push(TargetArn);
        return { MessageId: "1" };
      });
      await sendPush(sns, [APPLICATION])(endpoint, { title: "t", body: "b", data: {} });
      expect(targets).toEqual(OWN.test(endpoint) ? [endpoint] : []);
      reached += targets.length;
    }),
  );
  expect(reached).toBeGreaterThan(10);
});
