import type { Inbox } from "../local/sns-delivery/inbox";
import { localShop } from "../operations/local-shop";
import type { Shop } from "../operations/shop";
import type { ShopFile } from "../operations/shop-file";
import type { KnownCustomer } from "../operations/subscriptions";
import { LOCAL_PACE } from "./floor/pace";
import { pickupBoardFate } from "./floor/pickup-board-fate";
import { type OpenBoard, openBoard } from "./open-board";
import type { PickupBoard } from "./pickup-board";

/** What the board of a shop on this machine is made of. */
export interface LocalBoardParts {
  readonly file: ShopFile;
  readonly shop: Shop;
  readonly pickupBoard: PickupBoard;
  readonly inbox: Inbox;
  readonly customers: readonly KnownCustomer[];
  /** Endpoint of a registered device -> its owner. */
  readonly devices: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
  /** Is given why the shop cannot be seen. @default the console's errors */
  readonly complain?: (line: string) => void;
}

/** Finished orders that the page shows. */
const SHOWN = 12;

/** Opens the board of a shop on this machine, where everything may be done. */
export const openLocalBoard = (parts: LocalBoardParts): OpenBoard => {
  const { file, shop, pickupBoard, inbox, customers, devices, signal } = parts;
  const cashierUrl = shop.output("CashierUrl");
  const board = openBoard({
    shop,
    behindTheCounter: localShop({ ...file, cashier: `${cashierUrl}orders` }),
    pace: LOCAL_PACE,
    changesAllowed: true,
    fate: pickupBoardFate(shop, pickupBoard),
    ready: {
      state: () => ({ count: pickupBoard.count, newest: pickupBoard.ready(SHOWN) }),
      all: () => pickupBoard.ready(),
    },
    inbox,
    customers: [...customers, ...[...devices].map(([endpoint, customer]) => ownerOfDevice(customer, endpoint))],
    cashierUrl,
    signal,
    complain: parts.complain,
  });
  const { floor } = board.sources;
  pickupBoard.onChange = () => floor.publishSoon();
  inbox.onChange = () => floor.publishSoon();
  return board;
};

const ownerOfDevice = (customer: string, endpoint: string): KnownCustomer => ({
  customer,
  subscriptions: [{ protocol: "push", endpoint }],
});
