import { once } from "node:events";
import type { OrderResult } from "../../../cli/verbs/order";
import { parseOrder } from "../../../lambda/messages/order";
import { localShop } from "../../../operations/local-shop";
import type { RushSummary } from "../../../operations/rush-summary";
import type { Shop } from "../../../operations/shop";
import { anOrder, orderId } from "../../lambda/support/orders";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const LATTE = "order --drink latte --name Ada";
const failing = { exits: 1 };

const waiting = () => queueOf(fake, "OrdersQueueUrl");
const bodies = () => waiting().map(({ body }) => JSON.parse(body));
const keys = () => new Set(fake.asked.map(({ key }) => key)).size;

/** Does something to the queues again and again while a run goes on. */
const meanwhile = <T>(running: Promise<T>, work: () => void): Promise<T> => {
  const working = setInterval(work, 20);
  return running.finally(() => clearInterval(working));
};

describe("order", () => {
  test("prints the id, then ready", async () => {
    expect((await run(fake, LATTE)).stdout.split("\n")).toEqual([
      fake.title.trim(),
      expect.stringMatching(new RegExp(`^accepted {2}${UUID.source}$`)),
      expect.stringMatching(/^ready {5}after \d+(\.\d)? m?s$/),
      "",
    ]);
  });

  test("sends what the customer said and nothing else", async () => {
    await run(fake, 'order --drink "flat white" --size large --quantity 2 --name "Ada L." --sms +15550142 --no-wait');
    await run(fake, 'order --drink tea --name Ben --at "Main Street" --no-wait');
    expect(fake.asked.map(({ body }) => JSON.parse(body))).toEqual([
      { drink: "flat white", size: "large", quantity: 2, pickupName: "Ada L.", notify: { sms: "+15550142" } },
      { drink: "tea", pickupName: "Ben", pickupLocation: "Main Street" },
    ]);
    expect(fake.asked[0]?.key).toMatch(UUID);
    expect(keys()).toBe(2);
  });

  test("never takes an option for the value of another", async () => {
    const { stderr } = await run(fake, "order --drink latte --name --json", { exits: 2 });
    expect(stderr).toMatch(/^error: option '--name' argument missing: --json is an option of its own$/m);
  });

  test("says as JSON how it went, and names its target beside it", async () => {
    const { json, stderr } = await run(fake, `${LATTE} --json`);
    expect(json).toEqual({ orderId: expect.stringMatching(UUID), status: "ready" } satisfies OrderResult);
    expect(stderr).toBe(fake.title);
    fake.baristaWorks = false;
    const accepted: OrderResult = { orderId: expect.stringMatching(UUID), status: "accepted" };
    expect((await run(fake, `${LATTE} --json --no-wait`)).json).toEqual(accepted);
  });

  test("fails when the order is not ready in time, and says how to bring the barista back", async () => {
    fake.baristaWorks = false;
    const { json, stderr } = await run(fake, `${LATTE} --json --timeout 1`, failing);
    expect(json).toMatchObject({ status: "accepted" });
    expect(stderr).toContain("the barista is away: orders wait until npm run shop -- barista start\n");
  });

  test("fails when the order is in the dead-letter queue", async () => {
    fake.baristaWorks = false;
    const die = () => void queueOf(fake, "OrdersDeadLetterQueueUrl").push(...waiting());
    const { json } = await meanwhile(run(fake, `${LATTE} --json`, failing), die);
    expect(json).toMatchObject({ status: "deadLettered" });
  });

  test("fails with the cashier's words when the cashier refuses", async () => {
    fake.cashierFailures.push(400);
    const { json, stderr } = await run(fake, `${LATTE} --sms nonsense --json`, failing);
    const reasons = [{ path: "notify.sms", message: "is wrong" }];
    expect(json).toEqual({ orderId: null, status: "not accepted", reasons } satisfies OrderResult);
    expect(stderr).toBe(`${fake.title}the cashier did not take it: notify.sms: is wrong\n`);
    fake.cashierFailures.push(400);
    const said = await run(fake, `${LATTE} --sms nonsense`, failing);
    expect([said.stdout, said.stderr]).toEqual([fake.title, "the cashier did not take it: notify.sms: is wrong\n"]);
  });

  test("retries with the same key until it is stored", async () => {
    fake.cashierFailures.push(503, "hang up");
    await run(fake, LATTE);
    expect([fake.asked.length, keys()]).toEqual([3, 1]);
  });
});

const NOTHING_WRONG = { refused: 0, deadLettered: 0, lost: 0, unseen: 0, double: 0 };

describe("rush", () => {
  test("accounts for every order", async () => {
    const times = { p50Ms: expect.any(Number), p95Ms: expect.any(Number) };
    const summary: RushSummary = { ...NOTHING_WRONG, ...times, accepted: 203, ready: 203 };
    expect((await run(fake, "rush 203 --json")).json).toEqual(summary);
    expect(fake.asked).toHaveLength(21);
  });

  test("retries what was not accepted, with the same key", async () => {
    fake.cashierFailures.push(207, 503, "hang up", 207);
    const { json } = await run(fake, "rush 40 --json");
    expect(json).toMatchObject({ accepted: 40, refused: 0, ready: 40, double: 0 });
    expect([fake.asked.length, keys()]).toEqual([8, 4]);
  });

  test("counts what is refused, and why, and fails", async () => {
    fake.cashierFailures.push(400, 400);
    const { json, stderr } = await run(fake, "rush 30 --json", failing);
    expect(json).toMatchObject({ accepted: 10, refused: 20, ready: 10, lost: 0 });
    expect(stderr).toContain("20 orders refused: the cashier did not take it: notify.sms: is wrong\n");
  });

  test("does not call waiting orders lost when the barista is away", async () => {
    fake.baristaWorks = false;
    const { stdout, stderr } = await run(fake, "rush 25 --timeout 1", failing);
    expect(stdout).toMatch(/accepted {6}25\nrefused {7}0\nready {9}0\ndead-lettered 0\nlost {10}0\nwaiting {7}25\n/);
    expect(stderr).toBe("the barista is away: orders wait until npm run shop -- barista start\n");
  });

  test("finds out that orders are lost, and that orders were shown twice", async () => {
    fake.baristaWorks = false;
    const steal = () => {
      for (const { body } of waiting().splice(0).slice(0, 3)) {
        const ready = { orderId: JSON.parse(body).orderId, readyAt: new Date().toISOString(), deliveries: 1 };
        fake.ready.push(ready, { ...ready, deliveries: 2 });
      }
    };
    const { json, stderr } = await meanwhile(run(fake, "rush 10 --json --timeout 1", failing), steal);
    expect(json).toMatchObject({ accepted: 10, ready: 3, lost: 7, double: 3 });
    expect(stderr).toContain("3 orders announced more than once: delivery is at least once\n");
  });

  test("ends as soon as the barista is back", async () => {
    fake.baristaWorks = false;
    const running = run(fake, "rush 12 --json");
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const { body } of waiting().splice(0)) {
      fake.ready.push({ orderId: JSON.parse(body).orderId, readyAt: new Date().toISOString(), deliveries: 1 });
    }
    expect((await running).json).toMatchObject({ accepted: 12, ready: 12, lost: 0 });
  });

  test("does not read what becomes of the orders when it need not wait", async () => {
    fake.baristaWorks = false;
    const summary: RushSummary = { ...NOTHING_WRONG, accepted: 15, ready: 0, p50Ms: null, p95Ms: null };
    expect((await run(fake, "rush 15 --no-wait --json")).json).toEqual(summary);
  });

  test("fails without waiting, too, when orders are refused", async () => {
    fake.cashierFailures.push(400);
    const { json } = await run(fake, "rush 20 --no-wait --json", failing);
    expect(json).toMatchObject({ accepted: 10, refused: 10 });
  });

  test("gives its account when the operator breaks it off", async () => {
    fake.baristaWorks = false;
    const { json } = await run(fake, "rush 10 --json", { signal: AbortSignal.timeout(500), exits: 130 });
    expect(json).toMatchObject({ accepted: 10, ready: 0, lost: 0 });
  });

  test("says nothing of what was broken off", async () => {
    const silent: Shop["askCashier"] = ({ signal }) => once(signal, "abort").then(() => Promise.reject(signal.reason));
    const open = async () => ({ ...localShop(fake.file), askCashier: silent });
    for (const words of ["rush 3", LATTE]) {
      expect((await run(fake, words, { open, signal: AbortSignal.timeout(300), exits: 130 })).stderr).toBe("");
    }
  });
});

describe("barista", () => {
  test("stops, says how many orders wait, and comes back", async () => {
    waiting().push(message(anOrder(1)));
    expect((await run(fake, "barista stop")).stdout).toBe(
      `${fake.title}the barista is away (1 order waiting); call them back with: npm run shop -- barista start\n`,
    );
    expect(fake.baristaWorks).toBe(false);
    expect((await run(fake, "barista start --json")).json).toEqual({ state: "Enabled", waiting: 1 });
    expect(fake.baristaWorks).toBe(true);
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
  test("bad-order is refused at the counter, and goes past it into the queue", async () => {
    fake.cashierFailures.push(400);
    const { stdout } = await run(fake, "bad-order");
    expect(JSON.parse(fake.asked[0]?.body ?? "")).toMatchObject({ drink: "motor oil" });
    const [order, ...others] = bodies();
    expect(stdout).toContain("refused  by the cashier (400) notify.sms: is wrong\n");
    expect(stdout).toContain(`queued   ${order.orderId}; see `);
    expect(parseOrder(JSON.stringify(order))).toMatchObject({ ok: false, faults: [{ path: "drink" }] });
    expect(others).toEqual([]);
  });

  test("twice puts one order into the queue in two messages", async () => {
    const { json } = await run(fake, "twice --json");
    const [order] = bodies();
    expect(json).toEqual({ orderId: order.orderId, messageIds: [expect.any(String), expect.any(String)] });
    expect([bodies(), parseOrder(JSON.stringify(order)).ok]).toEqual([[order, order], true]);
  });

  test("walk-off receives a waiting order and neither deletes it nor gives it back", async () => {
    expect((await run(fake, "walk-off", failing)).stderr).toContain("no order waits");
    waiting().push(message(anOrder(1)));
    expect((await run(fake, "walk-off --seconds 3")).stdout).toContain(`in flight  ${orderId(1)}, back in 3 s`);
    expect(waiting()).toMatchObject([{ hidden: true, receives: 1 }]);
    await run(fake, "walk-off --target aws", { exits: 2 });
  });
});
