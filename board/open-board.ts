import { exhibitIsDeployed } from "../operations/exhibit";
import type { OutcomeReader } from "../operations/order-outcome";
import { queueDepths } from "../operations/queue-depths";
import type { Shop } from "../operations/shop";
import { type KnownCustomer, listSubscriptions } from "../operations/subscriptions";
import { addressBook } from "./address-book";
import type { BoardSources } from "./board-sources";
import { withCountedCashier } from "./floor/counted-cashier";
import { Troubles } from "./floor/error-dedupe";
import { inboxState, type MessagesSource } from "./floor/inbox-state";
import type { Pace } from "./floor/pace";
import { Poller } from "./floor/poller";
import { ShopFloor } from "./floor/shop-floor";
import { keptFor } from "./kept-for";
import type { ReadyOrder } from "./pickup-board";
import type { BoardState } from "./state";
import { Watchers } from "./stream/watchers";

/** What the board of a shop is made of. */
export interface BoardParts {
  /** The shop as its customers and operators see it. */
  readonly shop: Shop;
  /** The same, with a cashier who is asked directly. @default shop */
  readonly behindTheCounter?: Shop;
  readonly pace: Pace;
  readonly changesAllowed: boolean;
  /** Follows the orders of a rush; undefined where that would cost too many requests. */
  readonly fate: OutcomeReader | undefined;
  readonly ready: {
    state(queues: BoardState["queues"]): BoardState["ready"];
    all(): readonly ReadyOrder[];
  };
  readonly inbox: MessagesSource;
  /** Who owns which address. */
  readonly customers: readonly KnownCustomer[];
  /** Undefined where orders are not placed through the board. */
  readonly cashierUrl: string | undefined;
  readonly signal: AbortSignal;
  /** Is given why the shop cannot be seen. @default the console's errors */
  readonly complain?: ((line: string) => void) | undefined;
}

/** A board at work. */
export interface OpenBoard {
  readonly sources: BoardSources;
  /** Resolves when the board has come to rest after its signal was aborted. */
  readonly closed: Promise<void>;
}

/** Who is subscribed is many requests on AWS. */
const SUBSCRIPTIONS_KEPT_MS = 60_000;

/** Begins to look at a shop, and brings together what its board shows and does. */
export const openBoard = (parts: BoardParts): OpenBoard => {
  const { shop, behindTheCounter = shop, pace, changesAllowed, ready, inbox, customers, signal } = parts;
  const floor = new ShopFloor({
    shop,
    changesAllowed,
    ready: ready.state,
    inbox: inboxState(inbox),
    exhibitDeployed: exhibitIsDeployed(shop),
  });
  const troubles = new Troubles(parts.complain ?? console.error);
  const watchers = new Watchers(() => poller.watched());
  const poller = new Poller({
    shop,
    pace,
    isWatched: () => watchers.present > 0,
    beginLook: () => {
      const take = floor.beginLook();
      return (look) => {
        take(look);
        troubles.over();
      };
    },
    onFailure: (error) => {
      troubles.met(error);
      floor.sawNothing();
    },
    onThrow: (error) => troubles.met(error),
    signal,
  });
  const isLocal = shop.target === "local";
  const subscriptions = keptFor(isLocal ? 0 : SUBSCRIPTIONS_KEPT_MS, () => listSubscriptions(shop, customers));
  return {
    sources: {
      floor,
      watchers,
      workplace: {
        shop: withCountedCashier(behindTheCounter, floor),
        floor,
        fate: parts.fate,
        addressOf: addressBook(customers, shop),
        onChange: () => {
          subscriptions.forget();
          poller.lookAgain();
        },
        signal,
      },
      queues: async () => (isLocal ? queueDepths(shop) : floor.feed.now.queues),
      ready: ready.all,
      inbox: () => inbox.messages(),
      subscriptions: subscriptions.ask,
      cashierUrl: parts.cashierUrl,
    },
    closed: poller.run(),
  };
};
