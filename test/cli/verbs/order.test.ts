import type { OrderResult } from "../../../cli/verbs/order";
import { eachTestHasAFakeShop, queueOf } from "../support/fake-shop";
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
