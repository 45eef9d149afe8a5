import type { Account } from "../../../operations/accounting";
import { localShop } from "../../../operations/local-shop";
import type { Shop } from "../../../operations/shop";
import { eachTestHasAFakeShop, type FakeMessage, queueOf } from "./fake-shop";

/** A second and a bit: the barista is away from order 10 to the end. */
export const SHORT = "drill --orders 30 --rate 30 --away 1";
export const CLEAN = {
  attempted: 30,
  acknowledged: 30,
  ready: 30,
  deadLettered: 0,
  lost: 0,
  phantom: 0,
  double: 0,
  verdict: "nothing lost, nothing doubled",
} satisfies Account;

/** For each test of a file: a fake shop whose barista, once back at work, makes what waits. */
export const eachTestHasADrillShop = () => {
  const fake = eachTestHasAFakeShop();
  let shift: NodeJS.Timeout;
  beforeEach(() => {
    shop.onReturn = makeWaiting;
    shift = setInterval(() => {
      if (!fake.baristaWorks) return;
      const waiting = queueOf(fake, "OrdersQueueUrl").splice(0);
      if (waiting.length > 0) shop.onReturn(waiting);
    }, 20);
  });
  afterEach(() => clearInterval(shift));
  const show = (orderId: string, more: object = {}) => {
    fake.ready.unshift({ orderId, readyAt: new Date().toISOString(), deliveries: 1, ...more });
  };
  /** Makes orders as they should be made. */
  const makeWaiting = (orders: readonly FakeMessage[]) => {
    for (const { body } of orders) show(JSON.parse(body).orderId);
  };
  const shop = {
    ...{ fake, makeWaiting, show },
    /** What the barista makes of orders that waited; tests put something else in its place. */
    onReturn: makeWaiting,
    /** How often the barista was sent away or called back. */
    switches: () => fake.actions.filter((action) => /^PUT .*event-source-mappings/.test(action)).length,
    /** The fake shop, taken for one in AWS: no board, and a real shop's ways. */
    onAws: {
      open: async (): Promise<Shop> => {
        const { board: _, ...local } = localShop(fake.file);
        return { ...local, target: "aws" };
      },
    },
  };
  return shop;
};

export type DrillShop = ReturnType<typeof eachTestHasADrillShop>;
