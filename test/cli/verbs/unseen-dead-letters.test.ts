import type { Shop } from "../../../operations/shop";
import { type DrillShop, eachTestHasADrillShop, SHORT } from "../support/drill-shop";
import { queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const DEAD = "OrdersDeadLetterQueueUrl";

const shop = eachTestHasADrillShop();

describe("orders that may be among dead letters that cannot be seen (fake)", () => {
  beforeEach(() => {
    shop.fake.listsMessages = false;
  });

  /** Taken for one in AWS with a FIFO orders queue, whose orders die and cannot be received. */
  const fifoOnAws = {
    open: async () => {
      const { endpoint: _, ...aws } = await shop.onAws.open();
      const output: Shop["output"] = (name) => `${aws.output(name)}${name === DEAD ? ".fifo" : ""}`;
      return { ...aws, output };
    },
  };

  const die: DrillShop["onReturn"] = (orders) => {
    queueOf(shop.fake, `${DEAD}.fifo`).push(...orders.map((order) => ({ ...order, hidden: true })));
  };

  test("are not called lost by a drill", async () => {
    shop.onReturn = die;
    const { json, exitCode } = await run(shop.fake, `${SHORT} --yes --json --timeout 1`, fifoOnAws);
    expect(json).toMatchObject({
      acknowledged: 30,
      deadLettered: 0,
      lost: 0,
      verdict: expect.stringMatching(/^\d+ orders not seen, perhaps among the dead letters behind others/),
    });
    expect(exitCode).toBe(1);
  });

  test("are not called lost by a rush", async () => {
    shop.fake.baristaWorks = false;
    const dying = setInterval(() => die(queueOf(shop.fake, "OrdersQueueUrl").splice(0)), 20);
    const { stdout, exitCode } = await run(shop.fake, "rush 10 --timeout 1", fifoOnAws).finally(() =>
      clearInterval(dying),
    );
    expect(stdout).toMatch(/^lost {10}0\nnot seen {6}10\nshown twice/m);
    expect(exitCode).toBe(1);
  });
});
