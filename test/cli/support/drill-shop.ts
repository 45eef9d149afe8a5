import type { Account } from "../../../operations/accounting";
import { localShop } from "../../../operations/local-shop";
import type { Shop } from "../../../operations/shop";
import { eachTestHasAFakeShop, type FakeMessage, type FakeShop, queueOf } from "./fake-shop";

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

/** A fake shop whose barista, once back at work, makes what waits. */
export interface DrillShop {
  readonly fake: FakeShop;
  /** What the barista makes of orders that waited; tests put something else in its place. */
  onReturn: (orders: readonly FakeMessage[]) => void;
  /** Makes orders as they should be made. */
  makeWaiting(orders: readonly FakeMessage[]): void;
  show(orderId: string, more?: object): void;
  /** How often the barista was sent away or called back. */
  switches(): number;
  /** The fake shop, taken for one in AWS: no board, and a real shop's ways. */
  readonly onAws: { readonly open: () => Promise<Shop> };
}

/** A drill shop for each test of a file. */
export const eachTestHasADrillShop = (): DrillShop => {
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
  const show = (orderId: string, more = {}) => {
    fake.ready.unshift({ orderId, readyAt: new Date().toISOString(), deliveries: 1, ...more });
  };
  const makeWaiting = (orders: readonly FakeMessage[]) => {
    for (const { body } of orders) show(JSON.parse(body).orderId);
  };
  const shop: DrillShop = {
    fake,
    onReturn: makeWaiting,
    makeWaiting,
    show,
    switches: () => fake.actions.filter((action) => /^PUT .*event-source-mappings/.test(action)).length,
    onAws: {
      open: async () => {
        const { board: _, ...local } = localShop(fake.file);
        return { ...local, target: "aws" };
      },
    },
  };
  return shop;
};
