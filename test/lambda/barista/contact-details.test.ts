import type { PublishBatchCommandInput } from "@aws-sdk/client-sns";
import { announce } from "../../../lambda/barista/serve-orders";
import { deadLetter } from "../../../lambda/messaging/dead-letter";
import { answeredSns, answeredSqs } from "../support/answered-client";
import { type BaristaServices, FUNCTION_MS, serve } from "../support/barista-services";
import { batchOf } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { MemoryIdempotencyStore, StoppedClock } from "../support/memory-idempotency";
import { ADAS_DEVICE, ADAS_PHONE, anOrder } from "../support/orders";

const { lines } = eachTestLogs();
type Mood = "takes all" | "refuses all" | "fails";

/** An error as services write them: it quotes what it was given. */
const quoting = (input: unknown): Error => new Error(`invalid parameter: ${JSON.stringify(input)}`);

const servicesWith = (mood: Mood, storeFails: boolean): BaristaServices => {
  const clock = new StoppedClock();
  const store = new MemoryIdempotencyStore(clock);
  const reply = (input: unknown, given: readonly { Id: string | undefined }[] = []) => {
    if (mood === "fails") throw quoting(input);
    const entries = given.map(({ Id }) => ({ Id, MessageId: "m", Code: "Refused", Message: JSON.stringify(input) }));
    return mood === "takes all" ? { Successful: entries } : { Failed: entries };
  };
  const topic = answeredSns((input: PublishBatchCommandInput) => reply(input, input.PublishBatchRequestEntries));
  const queue = answeredSqs((input: object) => {
    if (mood !== "takes all") throw quoting(input);
    return {};
  });
  return {
    idempotency: {
      acquire: async (id, lease) => {
        if (storeFails) throw quoting({ id, ADAS_PHONE, ADAS_DEVICE });
        return store.acquire(id, lease);
      },
      complete: (id) => store.complete(id),
    },
    announce: announce(topic, "topic"),
    deadLetter: deadLetter(queue, "queue"),
    backOff: async () => {},
    now: clock.date,
  };
};

const DEADLINE = new StoppedClock().now() + FUNCTION_MS;

const orders = batchOf(
  anOrder(1, { notify: { sms: ADAS_PHONE } }),
  anOrder(2, { notify: { push: ADAS_DEVICE } }),
  { ...anOrder(3), drink: "oil", notify: { sms: ADAS_PHONE } },
  { ...anOrder(4), notify: { sms: `${ADAS_PHONE}x` } },
  JSON.stringify(`call ${ADAS_PHONE}`),
  `{"notify":{"sms":"${ADAS_PHONE}"`,
);

test.each([
  ["all goes well", "takes all", false],
  ["every entry is refused", "refuses all", false],
  ["every request fails", "fails", false],
  ["the idempotency store fails", "takes all", true],
] as const)("a customer's phone and device are in no log line when %s", async (_, mood, storeFails) => {
  await serve(orders, servicesWith(mood, storeFails), DEADLINE);
  expect(lines()).not.toEqual([]);
  expect(lines().join("\n")).not.toContain(ADAS_PHONE);
  expect(lines().join("\n")).not.toContain(ADAS_DEVICE);
  expect(lines().join("\n")).not.toContain("Ada");
});
