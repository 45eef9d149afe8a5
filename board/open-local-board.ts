import type { Inbox } from "../local/sns-delivery/inbox";
import { localShop } from "../operations/local-shop";
import { boardOutcome, type OutcomeReader } from "../operations/order-outcome";
import type { Shop } from "../operations/shop";
import type { ShopFile } from "../operations/shop-file";
import { LOCAL_PACE } from "./floor/pace";
import { type BoardParts, openBoard } from "./open-board";
import type { PickupBoard, ReadyOrder } from "./pickup-board";

interface LocalBoardParts extends Pick<BoardParts, "shop" | "customers" | "signal" | "complain"> {
  readonly file: ShopFile;
  readonly pickupBoard: PickupBoard;
  readonly inbox: Inbox;
  /** Endpoint of a registered device -> its owner. */
  readonly devices: ReadonlyMap<string, string>;
}

const SHOWN_ORDERS = 12;

export const openLocalBoard = (parts: LocalBoardParts) => {
  const { file, pickupBoard, devices, ...shared } = parts;
  const { shop, inbox, customers } = shared;
  const cashierUrl = shop.output("CashierUrl");
  const pushTo = (endpoint: string) => [{ protocol: "push", endpoint }];
  const owners = [...devices].map(([endpoint, customer]) => ({ customer, subscriptions: pushTo(endpoint) }));
  const board = openBoard({
    ...shared,
    behindTheCounter: localShop({ ...file, cashier: `${cashierUrl}orders` }),
    pace: LOCAL_PACE,
    changesAllowed: true,
    outcome: pickupBoardOutcome(shop, pickupBoard),
    ready: {
      state: () => ({ count: pickupBoard.count, newest: pickupBoard.ready(SHOWN_ORDERS) }),
      all: () => pickupBoard.ready(),
    },
    customers: [...customers, ...owners],
    cashierUrl,
  });
  const { floor } = board.sources;
  pickupBoard.onChange = () => floor.publishSoon();
  inbox.onChange = () => floor.publishSoon();
  return board;
};

/** What became of orders, as the pickup board of this process knows it: nobody has to ask it over HTTP. */
const pickupBoardOutcome = (shop: Shop, board: PickupBoard): OutcomeReader => ({
  ...boardOutcome(shop),
  ready: async (orderIds) => {
    const found = [...orderIds].flatMap((orderId) => board.find(orderId) ?? []);
    const seen = ({ readyAt, deliveries }: ReadyOrder) =>
      ({ readyAt: Date.parse(readyAt), timesShown: 1, announcements: deliveries }) as const;
    return new Map(found.map((order) => [order.orderId, seen(order)]));
  },
});
