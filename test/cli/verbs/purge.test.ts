import { anOrder } from "../../lambda/support/orders";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

describe("purge", () => {
  const dead = () => queueOf(fake, "OrdersDeadLetterQueueUrl");
  beforeEach(() => {
    dead().push(message(anOrder(1)), message(anOrder(2), { hidden: true }));
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(3)));
  });

  test("deletes what is in the queue, in flight or not, and nothing else", async () => {
    const { stdout, exitCode } = await run(fake, "purge ordersDeadLetter --yes");
    expect(stdout).toMatch(/^purged {2}ordersDeadLetter \(2 messages\)$/m);
    expect([exitCode, dead().length, queueOf(fake, "OrdersQueueUrl").length]).toEqual([0, 0, 1]);
  });

  test("counts for programs", async () => {
    expect((await run(fake, "purge orders --yes --json")).json).toEqual({ queue: "orders", purged: 1 });
  });

  test("does nothing before the queue's name was typed", async () => {
    const asked = await run(fake, "purge ordersDeadLetter", { answer: "orders" });
    expect(asked.stderr).toContain("type ordersDeadLetter to delete 2 messages of ordersDeadLetter for good: ");
    expect([asked.exitCode, dead().length]).toEqual([1, 2]);
    const typed = await run(fake, "purge ordersDeadLetter", { answer: "ordersDeadLetter" });
    expect([typed.exitCode, dead().length]).toEqual([0, 0]);
  });

  test("does nothing when nobody can be asked", async () => {
    const { stderr, exitCode } = await run(fake, "purge ordersDeadLetter");
    expect(stderr).toBe("nothing was done: --yes would delete 2 messages of ordersDeadLetter for good\n");
    expect([exitCode, dead().length]).toEqual([1, 2]);
  });
});
