import type { Account } from "../../../operations/accounting";
import { type FakeMessage, type FakeShop, openFakeShop, queueOf } from "./fake-shop";

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
  close(): Promise<void>;
}

export const openDrillShop = async (): Promise<DrillShop> => {
  const fake = await openFakeShop();
  const shift = setInterval(() => {
    if (!fake.baristaWorks) return;
    const waiting = queueOf(fake, "OrdersQueueUrl").splice(0);
    if (waiting.length > 0) shop.onReturn(waiting);
  }, 20);
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
    close: async () => {
      clearInterval(shift);
      await fake.close();
    },
  };
  return shop;
};
