import type { QueueDepth } from "../../../operations/queue-depths";
import { anOrder } from "../../lambda/support/orders";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

describe("queues", () => {
  test("counts every queue, in the order a message travels", async () => {
    queueOf(fake, "OrdersQueueUrl").push(
      message(anOrder(1), { sentAt: Date.now() - 61_000 }),
      message(anOrder(2)),
      message(anOrder(3), { hidden: true }),
    );
    const { json, stderr, exitCode } = await run(fake, "queues --json");
    const empty = { waiting: 0, inHand: 0, delayed: 0, oldestAgeSeconds: 0 };
    expect(json).toEqual([
      { name: "orders", waiting: 2, inHand: 1, delayed: 0, oldestAgeSeconds: expect.any(Number) },
      { name: "ordersDeadLetter", ...empty },
      { name: "pickupBoard", ...empty },
      { name: "pickupBoardDeadLetter", ...empty },
      { name: "notifierDeadLetter", ...empty },
      { name: "undelivered", ...empty },
      { name: "couponsArchive", ...empty },
      { name: "triviaArchive", ...empty },
      { name: "productUpdatesArchive", ...empty },
      { name: "newsletterReaderDeadLetter", ...empty },
      { name: "subscribersDeadLetter", ...empty },
    ] satisfies QueueDepth[]);
    const [, age] = /"oldestAgeSeconds": (\d+)/.exec(JSON.stringify(json, null, 1)) ?? [];
    expect(Number(age)).toBeGreaterThanOrEqual(61);
    expect(Number(age)).toBeLessThan(66);
    expect(stderr).toBe(fake.title);
    expect(exitCode).toBe(0);
  });

  test("does not make up an age that nobody knows", async () => {
    fake.listsMessages = false;
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1)));
    expect((await run(fake, "queues --json")).json).toContainEqual({
      name: "orders",
      waiting: 1,
      inHand: 0,
      delayed: 0,
      oldestAgeSeconds: null,
    } satisfies QueueDepth);
  });

  test("shows a dead letter in red, where colours are wanted", async () => {
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1)));
    queueOf(fake, "OrdersDeadLetterQueueUrl").push(message(anOrder(2)));
    const plain = await run(fake, "queues");
    expect(plain.stdout).toMatch(/^queue +waiting +in flight +delayed +oldest\n/m);
    expect(plain.stdout).toMatch(/^ordersDeadLetter +1 +0 +0 +\S/m);
    expect(plain.stdout).not.toContain("\u001b");
    const coloured = await run(fake, "queues", { coloured: true });
    expect(coloured.stdout).toContain("\n\u001b[31mordersDeadLetter ");
    expect(coloured.stdout).toMatch(/^orders +1 /m);
  });
});
