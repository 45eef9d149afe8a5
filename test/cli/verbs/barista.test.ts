import { anOrder } from "../../lambda/support/orders";
import { eachTestHasAFakeShop, message, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const fake = eachTestHasAFakeShop();

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
    const stopped = await run(fake, "barista stop --tight");
    expect(stopped.stdout).toBe(
      `${fake.title}the exhibit's barista is away, and no order is taken there; call them back with: npm run shop -- barista start --tight\n`,
    );
    expect([fake.tightBaristaWorks, fake.baristaWorks]).toEqual([false, true]);
    expect((await run(fake, "barista start --tight")).stdout).toBe(`${fake.title}the exhibit's barista is back\n`);
    expect((await run(fake, "barista start --tight --json")).json).toEqual({ state: "Enabled" });
    expect(fake.tightBaristaWorks).toBe(true);
  });
});
