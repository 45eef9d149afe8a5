import type { RushSummary } from "../../../operations/rush-summary";
import { eachTestHasAFakeShop, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

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

  test("finishes as soon as the barista is back", async () => {
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

  test("does not look at what becomes of the orders when it need not wait", async () => {
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
