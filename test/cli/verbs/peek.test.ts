import type { SeenMessage } from "../../../operations/seen-message";
import { ADAS_PHONE, anOrder, orderId } from "../../lambda/support/orders";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

describe("peek", () => {
  test("shows waiting orders without their customers' contacts", async () => {
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1, { notify: { sms: ADAS_PHONE } })));
    const { stdout } = await run(fake, "peek");
    expect(stdout).toMatch(new RegExp(`^${orderId(1)} +latte +\\d+ m?s +0$`, "m"));
    expect(stdout).not.toContain("5550142");
    expect((await run(fake, "peek --json")).json).toEqual([
      {
        orderId: orderId(1),
        drink: "latte",
        ageSeconds: expect.any(Number),
        receives: 0,
        reason: null,
        hopeless: false,
      } satisfies SeenMessage,
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
    expect(lines).toHaveLength(4);
    expect(Math.max(...lines.map((line) => [...line].length))).toBe(30);
    expect(stderr).toContain("there may be more");
  });

  test("does not use up attempts of orders on AWS unless it is told to", async () => {
    const { exitCode, stderr } = await run(fake, "peek --target aws");
    expect(stderr).toMatch(/^error: on AWS a look into the orders queue is a receive/);
    expect(exitCode).toBe(2);
  });
});
