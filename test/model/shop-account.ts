import { type Account, account, type OrderEvent } from "../../cli/desk/accounting";
import { parseOrder } from "../../lambda/shared/order";
import { parseOrderReady } from "../../lambda/shared/order-ready";
import type { ModelShop } from "./model-shop";

/** What became of orders, by the desk's own accounting: `events` is what the customers know, the rest is read off the shop. */
export const accountOf = (shop: ModelShop, events: readonly OrderEvent[]): Account => {
  const ready = shop.board.ready().map(({ orderId }): OrderEvent => ({ kind: "ready", orderId }));
  const aside = shop.deadLetters.all().flatMap(({ body }): OrderEvent[] => {
    const order = parseOrder(body);
    return order.ok ? [{ kind: "deadLettered", orderId: order.value.orderId }] : [];
  });
  return account([...events, ...ready, ...aside]);
};

/** Orders that were placed and acknowledged. */
export const acknowledged = (orderIds: readonly string[]): readonly OrderEvent[] =>
  orderIds.flatMap((orderId): OrderEvent[] => [
    { kind: "attempted", orderId },
    { kind: "acknowledged", orderId },
  ]);

/** How often each order was announced, by the order's id in the ledger. */
export const announcementsOf = (shop: ModelShop): ReadonlyMap<string, number> =>
  counted(
    shop.orderReady.publications.flatMap((body) => {
      const ready = parseOrderReady(body);
      return ready.ok ? [`order#${ready.value.orderId}`] : [];
    }),
  );

/** How often each customer was told, by the notice's id in the ledger. */
export const noticesOf = (shop: ModelShop): ReadonlyMap<string, number> =>
  counted(shop.services.sms.map(({ phone }) => `notice#${shop.phones.get(phone)}`));

/** How often work took effect beyond the first time, and how often a fault was the cause of that. */
export const repeatsOf = (shop: ModelShop, effects: ReadonlyMap<string, number>) =>
  [...effects].map(([id, times]) => ({ id, repeats: times - 1, causes: shop.causes.get(id) ?? 0 }));

const counted = (ids: readonly string[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
};
