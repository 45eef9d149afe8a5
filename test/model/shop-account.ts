import { parseOrder } from "../../lambda/messages/order";
import { parseOrderReady } from "../../lambda/messages/order-ready";
import { type Account, account, type OrderEvent } from "../../operations/accounting";
import { orderId } from "../lambda/support/orders";
import type { ModelShop } from "./model-shop";
import { poisonOf } from "./story";

/** What became of orders, by the operators' own accounting: `events` is what the customers know, the rest is read off the shop. */
export const accountOf = (shop: ModelShop, events: readonly OrderEvent[]): Account => {
  const ready = shop.board.ready().map(({ orderId }): OrderEvent => ({ kind: "ready", orderId }));
  const deadLettered = shop.deadLetters.all().flatMap(({ body }): OrderEvent[] => {
    const order = parseOrder(body);
    return order.ok ? [{ kind: "deadLettered", orderId: order.value.orderId }] : [];
  });
  return account([...events, ...ready, ...deadLettered]);
};

/** Orders that were placed and acknowledged. */
export const acknowledged = (orderIds: readonly string[]): readonly OrderEvent[] =>
  orderIds.flatMap((orderId) => (["attempted", "acknowledged"] as const).map((kind) => ({ kind, orderId })));

/** How often each order was announced, by the order's id in the idempotency store. */
export const announcementsOf = (shop: ModelShop): ReadonlyMap<string, number> =>
  counted(
    shop.orderReady.publications.flatMap((body) => {
      const ready = parseOrderReady(body);
      return ready.ok ? [`order#${ready.value.orderId}`] : [];
    }),
  );

/** How often each customer was told, by the notice's id in the idempotency store. */
export const noticesOf = (shop: ModelShop): ReadonlyMap<string, number> =>
  counted(shop.services.phones.map((phone) => `notice#${shop.phones.get(phone)}`));

/** What a story was about: orders and poison, counted from 0, and who left a phone number. */
interface Story {
  readonly orders: number;
  readonly poison: number;
  wantsNotice(number: number): boolean;
}

/** Everything that is wrong with the outcome of a story; nothing, if every promise was kept. */
export const faultsOf = (shop: ModelShop, { orders, poison, wantsNotice }: Story): readonly string[] => {
  const numbers = [...Array(orders).keys()];
  const { verdict, ready } = accountOf(shop, acknowledged(numbers.map(orderId)));
  return [
    ...(verdict === "nothing lost, nothing doubled" ? [] : [verdict]),
    ...(ready === orders ? [] : [`${ready} of ${orders} orders are ready`]),
    ...faultsOfDeadLetters(shop, [...Array(poison).keys()].map(poisonOf)),
    ...numbers.flatMap((number) => faultsOfNotice(shop, orderId(number), wantsNotice(number))),
    ...faultsOfRepeats(shop, announcementsOf(shop)),
    ...faultsOfRepeats(shop, noticesOf(shop)),
    ...shop.undelivered.all().map(({ body }) => `not delivered by SNS: ${body}`),
  ];
};

/** Each poisonous message has to be there, with its reason unless only its attempts ran out, and nothing else. */
const faultsOfDeadLetters = (shop: ModelShop, poison: readonly string[]): readonly string[] => {
  const letters = shop.deadLetters.all();
  const bodies = new Set(letters.map(({ body }) => body));
  const deadLetter = letters.filter(({ messageId }) => messageId.startsWith(shop.deadLetters.name));
  return [
    ...poison.filter((body) => !bodies.has(body)).map((body) => `not in the dead-letter queue: ${body}`),
    ...[...bodies].filter((body) => !poison.includes(body)).map((body) => `in the dead-letter queue: ${body}`),
    ...deadLetter
      .filter(({ attributes }) => !attributes["reason"]?.startsWith("is not JSON: "))
      .map(({ body }) => `why? ${body}`),
  ];
};

/** Whoever wanted it was told, or their notice is in the dead-letter queue; nobody else was. */
const faultsOfNotice = (shop: ModelShop, orderId: string, wanted: boolean): readonly string[] => {
  const told = noticesOf(shop).has(`notice#${orderId}`);
  if (!wanted) return told ? [`told unasked: ${orderId}`] : [];
  const kept = shop.noticesDeadLetters.all().some(({ body }) => body.includes(orderId));
  return told || kept ? [] : [`never told: ${orderId}`];
};

/** What took effect more often than faults are the cause of. */
const faultsOfRepeats = (shop: ModelShop, effects: ReadonlyMap<string, number>): readonly string[] =>
  [...effects]
    .map(([id, times]) => ({ id, repeats: times - 1, causes: shop.causes.get(id) ?? 0 }))
    .filter(({ repeats, causes }) => repeats > causes)
    .map(({ id, repeats, causes }) => `${id}: ${repeats} repeats, ${causes} causes`);

const counted = (ids: readonly string[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
};
