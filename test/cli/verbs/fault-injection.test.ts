import { parseOrder } from "../../../lambda/messages/order";
import { anOrder, orderId } from "../../lambda/support/orders";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

describe("fault injection", () => {
  const queued = () => queueOf(fake, "OrdersQueueUrl").map(({ body }) => JSON.parse(body));

  test("bad-order is refused at the counter, and goes past it into the queue", async () => {
    fake.cashierFailures.push(400);
    const { stdout, exitCode } = await run(fake, "bad-order");
    expect(JSON.parse(fake.asked[0]?.body ?? "")).toMatchObject({ drink: "motor oil" });
    const [order] = queued();
    expect(stdout).toContain("refused  by the cashier (400) notify.sms: is wrong\n");
    expect(stdout).toContain(`queued   ${order.orderId}; see `);
    expect(parseOrder(JSON.stringify(order))).toMatchObject({ ok: false, faults: [{ path: "drink" }] });
    expect([exitCode, queued().length]).toEqual([0, 1]);
  });

  test("twice puts one order into the queue in two messages", async () => {
    const { json } = await run(fake, "twice --json");
    const [first, second] = queued();
    expect(json).toEqual({ orderId: first.orderId, messageIds: [expect.any(String), expect.any(String)] });
    expect(second).toEqual(first);
    expect(parseOrder(JSON.stringify(first)).ok).toBe(true);
    expect(queued()).toHaveLength(2);
  });

  test("walk-off takes a waiting order and neither finishes it nor gives it back", async () => {
    expect(await run(fake, "walk-off")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("no order waits"),
    });
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1)));
    expect((await run(fake, "walk-off --seconds 3")).stdout).toContain(`in flight  ${orderId(1)}, back in 3 s`);
    expect(queueOf(fake, "OrdersQueueUrl")).toMatchObject([{ hidden: true, receives: 1 }]);
    expect(await run(fake, "walk-off --target aws")).toMatchObject({ exitCode: 2 });
  });
});
