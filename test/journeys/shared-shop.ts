import * as v from "valibot";
import { localShop } from "../../operations/local-shop";
import { countMessages, isEmpty } from "../../operations/queue-depths";
import type { Shop } from "../../operations/shop";
import { readShopFile, shopFilePath } from "../../operations/shop-file";
import { A_WHILE_MS, until } from "../support/until";

/** The shop that is open for all journeys of a run; `global-setup.ts` opened it. */
export const sharedShop = (): Shop => localShop(readShopFile(shopFilePath(process.env)));

const answer = v.object({ orders: v.array(v.object({ orderId: v.string(), status: v.string() })) });
const board = v.array(
  v.object({ orderId: v.string(), pickupName: v.string(), readyAt: v.string(), deliveries: v.number() }),
);

/** A request to the cashier as any HTTP client sends it. */
export const post = (shop: Shop, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(shop.cashier, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });

/** Places orders and expects the cashier to take every one of them. */
export const order = async (
  shop: Shop,
  orders: readonly object[],
  headers: Readonly<Record<string, string>> = {},
): Promise<string[]> => {
  const response = await post(shop, JSON.stringify({ orders }), headers);
  const body = v.parse(answer, await response.json());
  expect({ status: response.status, orders: body.orders.map(({ status }) => status) }).toEqual({
    status: 202,
    orders: orders.map(() => "accepted"),
  });
  return body.orders.map(({ orderId }) => orderId);
};

/** What the pickup board shows of these orders. */
export const onTheBoard = async (shop: Shop, orderIds: readonly string[]) => {
  const response = await fetch(`${shop.board}/api/ready`);
  return v.parse(board, await response.json()).filter(({ orderId }) => orderIds.includes(orderId));
};

/** Waits until the pickup board shows all of these orders, and returns what it shows of them. */
export const untilOnTheBoard = (shop: Shop, orderIds: readonly string[]) =>
  until(`the pickup board shows ${orderIds.length} orders`, A_WHILE_MS, async () => {
    const shown = await onTheBoard(shop, orderIds);
    return shown.length === orderIds.length && shown;
  });

/** `count` orders for one name. */
export const lattes = (count: number, pickupName: string) =>
  Array.from({ length: count }, () => ({ drink: "latte", pickupName }));

/**
 * Waits until no order is on its way: a copy that met its original waits up to half a minute before it is dropped. An order
 * is in the second queue before it leaves the first, so they are asked one after the other.
 */
export const untilQuiet = (shop: Shop): Promise<true> =>
  until("no order is on its way", A_WHILE_MS, async () => {
    const depths = [await countMessages(shop, "orders"), await countMessages(shop, "pickupBoard")];
    return depths.every(isEmpty);
  });
