import type { QueueDepth } from "../../../operations/queue-depths";
import type { SeenMessage } from "../../../operations/seen-message";
import { ADAS_PHONE, anOrder, orderId } from "../../lambda/support/orders";
import { words } from "../../lambda/support/words";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

const OTHERS = words(`
  ordersDeadLetter pickupBoard pickupBoardDeadLetter notifierDeadLetter undelivered couponsArchive triviaArchive
  productUpdatesArchive newsletterReaderDeadLetter subscribersDeadLetter
`);

describe("queues", () => {
  test("counts every queue, in the order a message travels", async () => {
    queueOf(fake, "OrdersQueueUrl").push(
      message(anOrder(1), { sentAt: Date.now() - 61_000 }),
      message(anOrder(2)),
      message(anOrder(3), { hidden: true }),
    );
    const { json, stderr } = await run(fake, "queues --json");
    const [orders, ...others] = json as QueueDepth[];
    expect(orders).toEqual({ name: "orders", waiting: 2, inHand: 1, delayed: 0, oldestAgeSeconds: expect.any(Number) });
    expect(orders?.oldestAgeSeconds).toBeGreaterThanOrEqual(61);
    expect(orders?.oldestAgeSeconds).toBeLessThan(66);
    const empty = { waiting: 0, inHand: 0, delayed: 0, oldestAgeSeconds: 0 };
    expect(others).toEqual(OTHERS.map((name) => ({ name, ...empty })));
    expect(stderr).toBe(fake.title);
  });

  test("does not make up an age that nobody knows", async () => {
    fake.listsMessages = false;
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1)));
    const orders: QueueDepth = { name: "orders", waiting: 1, inHand: 0, delayed: 0, oldestAgeSeconds: null };
    expect((await run(fake, "queues --json")).json).toContainEqual(orders);
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

describe("peek", () => {
  test("shows waiting orders without their customers' contacts", async () => {
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1, { notify: { sms: ADAS_PHONE } })));
    const { stdout } = await run(fake, "peek");
    expect(stdout).toMatch(new RegExp(`^${orderId(1)} +latte +\\d+ m?s +0$`, "m"));
    expect(stdout).not.toContain("5550142");
    const seen = { orderId: orderId(1), drink: "latte", receives: 0, reason: null, hopeless: false };
    expect((await run(fake, "peek --json")).json).toEqual([
      { ...seen, ageSeconds: expect.any(Number) } satisfies SeenMessage,
    ]);
  });

  test("shows dead letters with their reason, on one line that cannot rewrite the terminal", async () => {
    queueOf(fake, "OrdersDeadLetterQueueUrl").push(message("x", { reason: "first\nsecond\u001b[2J" }));
    expect((await run(fake, "peek --dead")).stdout).toMatch(/^– +– +\d+ m?s +0 {2}first·second·\[2J$/m);
    expect((await run(fake, "peek")).stdout).toContain("nothing in orders\n");
  });

  test("says that there may be more, and fits the terminal", async () => {
    for (let number = 1; number <= 4; number++) queueOf(fake, "OrdersQueueUrl").push(message(anOrder(number)));
    const { stdout, stderr } = await run(fake, "peek --limit 3", { columns: 30 });
    const lines = stdout.trim().split("\n").slice(1);
    expect([lines.length, Math.max(...lines.map((line) => [...line].length))]).toEqual([4, 30]);
    expect(stderr).toContain("there may be more");
  });

  test("does not use up attempts of orders on AWS unless it is told to", async () => {
    const { stderr } = await run(fake, "peek --target aws", { exits: 2 });
    expect(stderr).toMatch(/^error: on AWS a look into the orders queue is a receive/);
  });
});

describe("purge", () => {
  const dead = () => queueOf(fake, "OrdersDeadLetterQueueUrl");
  beforeEach(() => {
    dead().push(message(anOrder(1)), message(anOrder(2), { hidden: true }));
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(3)));
  });

  test("deletes what is in the queue, in flight or not, and nothing else", async () => {
    const { stdout } = await run(fake, "purge ordersDeadLetter --yes");
    expect(stdout).toMatch(/^purged {2}ordersDeadLetter \(2 messages\)$/m);
    expect([dead().length, queueOf(fake, "OrdersQueueUrl").length]).toEqual([0, 1]);
  });

  test("counts for programs", async () => {
    expect((await run(fake, "purge orders --yes --json")).json).toEqual({ queue: "orders", purged: 1 });
  });

  test("does nothing before the queue's name was typed", async () => {
    const { stderr } = await run(fake, "purge ordersDeadLetter", { answer: "orders", exits: 1 });
    expect(stderr).toContain("type ordersDeadLetter to delete 2 messages of ordersDeadLetter for good: ");
    expect(dead()).toHaveLength(2);
    await run(fake, "purge ordersDeadLetter", { answer: "ordersDeadLetter" });
    expect(dead()).toEqual([]);
  });

  test("does nothing when nobody can be asked", async () => {
    const { stderr } = await run(fake, "purge ordersDeadLetter", { exits: 1 });
    const { json } = await run(fake, "purge ordersDeadLetter --json", { exits: 1 });
    expect(json).toEqual({ queue: "ordersDeadLetter", purged: 0, dryRun: true });
    expect(stderr).toBe("nothing was done: --yes would delete 2 messages of ordersDeadLetter for good\n");
    expect(dead()).toHaveLength(2);
  });
});
