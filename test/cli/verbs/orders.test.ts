import type { OrderResult } from "../../../cli/verbs/order";
import { parseOrder } from "../../../lambda/messages/order";
import type { RushSummary } from "../../../operations/rush-summary";
import { anOrder, orderId } from "../../lambda/support/orders";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

describe("order", () => {
  test("prints the id, then ready", async () => {
    const { exitCode, stdout } = await run(fake, "order --drink latte --name Ada");
    expect(stdout.split("\n")).toEqual([
      fake.title.trim(),
      expect.stringMatching(new RegExp(`^accepted {2}${UUID.source}$`)),
      expect.stringMatching(/^ready {5}after \d+(\.\d)? m?s$/),
      "",
    ]);
    expect(exitCode).toBe(0);
  });

  test("sends what the customer said and nothing else", async () => {
    await run(fake, 'order --drink "flat white" --size large --quantity 2 --name "Ada L." --sms +15550142 --no-wait');
    await run(fake, 'order --drink tea --name Ben --at "Main Street" --no-wait');
    expect(fake.asked.map(({ body }) => JSON.parse(body))).toEqual([
      { drink: "flat white", size: "large", quantity: 2, pickupName: "Ada L.", notify: { sms: "+15550142" } },
      { drink: "tea", pickupName: "Ben", pickupLocation: "Main Street" },
    ]);
    expect(fake.asked[0]?.key).toMatch(UUID);
    expect(fake.asked[0]?.key).not.toBe(fake.asked[1]?.key);
  });

  test("says as JSON how it went, and names its target beside it", async () => {
    const ready = await run(fake, "order --drink latte --name Ada --json");
    expect(ready.json).toEqual({ orderId: expect.stringMatching(UUID), status: "ready" } satisfies OrderResult);
    expect(ready.stderr).toBe(fake.title);
    fake.baristaWorks = false;
    const accepted = await run(fake, "order --drink latte --name Ada --json --no-wait");
    expect(accepted.json).toEqual({ orderId: expect.stringMatching(UUID), status: "accepted" } satisfies OrderResult);
    expect(accepted.exitCode).toBe(0);
  });

  test("fails when the order is not ready in time, and says how to bring the barista back", async () => {
    fake.baristaWorks = false;
    const { exitCode, json, stderr } = await run(fake, "order --drink latte --name Ada --json --timeout 1");
    expect(json).toMatchObject({ status: "accepted" });
    expect(stderr).toContain("the barista is away: orders wait until npm run shop -- barista start\n");
    expect(exitCode).toBe(1);
  });

  test("fails when the order is in the dead-letter queue", async () => {
    fake.baristaWorks = false;
    const running = run(fake, "order --drink latte --name Ada --json");
    const deadLettered = setInterval(
      () => queueOf(fake, "OrdersDeadLetterQueueUrl").push(...queueOf(fake, "OrdersQueueUrl")),
      50,
    );
    const { exitCode, json } = await running.finally(() => clearInterval(deadLettered));
    expect(json).toMatchObject({ status: "deadLettered" });
    expect(exitCode).toBe(1);
  });

  test("fails with the cashier's words when the cashier refuses", async () => {
    fake.cashierFailures.push(400);
    const { exitCode, stdout, stderr } = await run(fake, "order --drink latte --name Ada --sms nonsense --json");
    expect(stdout).toBe("");
    expect(stderr).toBe(`${fake.title}the cashier did not take it: notify.sms: is wrong\n`);
    expect(exitCode).toBe(1);
  });

  test("retries with the same key until it is stored", async () => {
    fake.cashierFailures.push(503, "hang up");
    expect((await run(fake, "order --drink latte --name Ada")).exitCode).toBe(0);
    expect(fake.asked).toHaveLength(3);
    expect(new Set(fake.asked.map(({ key }) => key)).size).toBe(1);
  });
});

describe("rush", () => {
  test("accounts for every order", async () => {
    const { exitCode, json } = await run(fake, "rush 203 --json");
    expect(json).toEqual({
      accepted: 203,
      refused: 0,
      ready: 203,
      deadLettered: 0,
      lost: 0,
      unseen: 0,
      double: 0,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
    } satisfies RushSummary);
    expect(exitCode).toBe(0);
    expect(fake.asked).toHaveLength(21);
  });

  test("retries what was not accepted, with the same key", async () => {
    fake.cashierFailures.push(207, 503, "hang up", 207);
    const { exitCode, json } = await run(fake, "rush 40 --json");
    expect(json).toMatchObject({ accepted: 40, refused: 0, ready: 40, double: 0 });
    expect(exitCode).toBe(0);
    expect(fake.asked).toHaveLength(8);
    expect(new Set(fake.asked.map(({ key }) => key)).size).toBe(4);
  });

  test("counts what is refused, and why, and fails", async () => {
    fake.cashierFailures.push(400, 400);
    const { exitCode, json, stderr } = await run(fake, "rush 30 --json");
    expect(json).toMatchObject({ accepted: 10, refused: 20, ready: 10, lost: 0 });
    expect(stderr).toContain("20 orders refused: the cashier did not take it: notify.sms: is wrong\n");
    expect(exitCode).toBe(1);
  });

  test("does not call waiting orders lost when the barista is away", async () => {
    fake.baristaWorks = false;
    const { exitCode, stdout, stderr } = await run(fake, "rush 25 --timeout 1");
    expect(stdout).toMatch(/accepted {6}25\nrefused {7}0\nready {9}0\ndead-lettered 0\nlost {10}0\nwaiting {7}25\n/);
    expect(stderr).toBe("the barista is away: orders wait until npm run shop -- barista start\n");
    expect(exitCode).toBe(1);
  });

  test("finds out that orders are lost, and that orders were shown twice", async () => {
    fake.baristaWorks = false;
    const running = run(fake, "rush 10 --json --timeout 1");
    const thief = setInterval(() => {
      const taken = queueOf(fake, "OrdersQueueUrl").splice(0);
      for (const { body } of taken.slice(0, 3)) {
        const ready = { orderId: JSON.parse(body).orderId, readyAt: new Date().toISOString(), deliveries: 1 };
        fake.ready.push(ready, { ...ready, deliveries: 2 });
      }
    }, 20);
    const { exitCode, json, stderr } = await running.finally(() => clearInterval(thief));
    expect(json).toMatchObject({ accepted: 10, ready: 3, lost: 7, double: 3 });
    expect(stderr).toContain("3 orders announced more than once: delivery is at least once\n");
    expect(exitCode).toBe(1);
  });

  test("ends as soon as the barista is back", async () => {
    fake.baristaWorks = false;
    const running = run(fake, "rush 12 --json");
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const { body } of queueOf(fake, "OrdersQueueUrl").splice(0)) {
      fake.ready.push({ orderId: JSON.parse(body).orderId, readyAt: new Date().toISOString(), deliveries: 1 });
    }
    const { exitCode, json } = await running;
    expect(json).toMatchObject({ accepted: 12, ready: 12, lost: 0 });
    expect(exitCode).toBe(0);
  });

  test("does not read what becomes of the orders when it need not wait", async () => {
    fake.baristaWorks = false;
    const { exitCode, json } = await run(fake, "rush 15 --no-wait --json");
    expect(json).toEqual({
      accepted: 15,
      refused: 0,
      ready: 0,
      deadLettered: 0,
      lost: 0,
      unseen: 0,
      double: 0,
      p50Ms: null,
      p95Ms: null,
    } satisfies RushSummary);
    expect(exitCode).toBe(0);
  });

  test("fails without waiting, too, when orders are refused", async () => {
    fake.cashierFailures.push(400);
    const { exitCode, json } = await run(fake, "rush 20 --no-wait --json");
    expect(json).toMatchObject({ accepted: 10, refused: 10 });
    expect(exitCode).toBe(1);
  });

  test("gives its account when the operator breaks it off", async () => {
    fake.baristaWorks = false;
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 500);
    const { exitCode, json } = await run(fake, "rush 10 --json", { signal: stopping.signal });
    expect(json).toMatchObject({ accepted: 10, ready: 0, lost: 0 });
    expect(exitCode).toBe(130);
  });
});

describe("barista", () => {
  test("stops, says how many orders wait, and comes back", async () => {
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1)));
    const stopped = await run(fake, "barista stop");
    expect(fake.baristaWorks).toBe(false);
    expect(stopped.stdout).toBe(
      `${fake.title}the barista is away (1 order waiting); call them back with: npm run shop -- barista start\n`,
    );
    const started = await run(fake, "barista start --json");
    expect(started.json).toEqual({ state: "Enabled", waiting: 1 });
    expect(fake.baristaWorks).toBe(true);
    expect([stopped.exitCode, started.exitCode]).toEqual([0, 0]);
  });

  test("of the exhibit stops and comes back, and the shop's does not notice", async () => {
    expect((await run(fake, "barista stop --tight")).stdout).toBe(
      `${fake.title}the exhibit's barista is away, and no order is taken there; call them back with: npm run shop -- barista start --tight\n`,
    );
    expect([fake.tightBaristaWorks, fake.baristaWorks]).toEqual([false, true]);
    expect((await run(fake, "barista start --tight")).stdout).toBe(`${fake.title}the exhibit's barista is back\n`);
    expect((await run(fake, "barista start --tight --json")).json).toEqual({ state: "Enabled" });
    expect(fake.tightBaristaWorks).toBe(true);
  });
});

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

  test("walk-off receives a waiting order and neither deletes it nor gives it back", async () => {
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
