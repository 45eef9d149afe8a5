import { localShop } from "../../../operations/local-shop";
import type { Shop } from "../../../operations/shop";
import { type DrillShop, openDrillShop, SHORT } from "../support/drill-shop";
import { queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const DEAD = "OrdersDeadLetterQueueUrl";

let shop: DrillShop;
beforeEach(async () => {
  shop = await openDrillShop();
  shop.fake.listsMessages = false;
});
afterEach(() => shop.close());

/** The fake shop, taken for one in AWS with a FIFO orders queue, whose orders die and cannot be received. */
const onAws = {
  open: async () => {
    const { board: _, endpoint: __, ...local } = localShop(shop.fake.file);
    const output: Shop["output"] = (name) => `${local.output(name)}${name === DEAD ? ".fifo" : ""}`;
    return { ...local, output, target: "aws" as const };
  },
};

const die: DrillShop["onReturn"] = (orders) => {
  queueOf(shop.fake, `${DEAD}.fifo`).push(...orders.map((order) => ({ ...order, hidden: true })));
};

describe("orders that may be among dead letters that cannot be seen (fake)", () => {
  test("are not called lost by a drill", async () => {
    shop.onReturn = die;
    const { json, exitCode } = await run(shop.fake, `${SHORT} --yes --json --timeout 1`, onAws);
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
    const { stdout, exitCode } = await run(shop.fake, "rush 10 --timeout 1", onAws).finally(() => clearInterval(dying));
    expect(stdout).toMatch(/^lost {10}0\nnot seen {6}10\nshown twice/m);
    expect(exitCode).toBe(1);
  });
});
