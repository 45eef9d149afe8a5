import { SHOP_RECEIVER } from "../lib/settings/subscribers";
import { functionUrlAtAws } from "../local/shop-file";
import { queueDepths } from "../operations/queue-depths";
import type { Shop } from "../operations/shop";
import { explainError } from "../operations/shop-error";
import { type KnownCustomer, listSubscriptions } from "../operations/subscriptions";
import type { ActionContext } from "./actions/action";
import type { BoardSources } from "./board-sources";
import { withCountedCashier } from "./floor/cashier-figures";
import { inboxState, type MessagesSource } from "./floor/inbox-state";
import type { Pace } from "./floor/pace";
import { Poller } from "./floor/poller";
import { ShopFloor } from "./floor/shop-floor";
import type { ReadyOrder } from "./pickup-board";
import type { BoardState } from "./state";
import { Watchers } from "./stream/state-stream";

export interface BoardParts extends Pick<ActionContext, "shop" | "outcome" | "signal"> {
  /** The shop, with a cashier who is asked directly. @default shop */
  readonly behindTheCounter?: Shop;
  readonly pace: Pace;
  readonly changesAllowed: boolean;
  readonly ready: {
    state(queues: BoardState["queues"]): BoardState["ready"];
    all(): readonly ReadyOrder[];
  };
  readonly inbox: MessagesSource;
  readonly customers: readonly KnownCustomer[];
  /** Undefined where orders are not placed through the board. */
  readonly cashierUrl: string | undefined;
  /** Is given why the shop cannot be seen. @default the console's errors */
  readonly complain?: ((line: string) => void) | undefined;
}

const SUBSCRIPTIONS_KEPT_MS = 60_000;

/**
 * Begins to poll a shop, and brings together what its board shows and does.
 *
 * @returns `closed` resolves when the board has come to rest after its signal was aborted
 */
export const openBoard = (parts: BoardParts) => {
  const { shop, behindTheCounter = shop, pace, changesAllowed, ready, inbox, customers, signal } = parts;
  const floor = new ShopFloor({ shop, changesAllowed, ready: ready.state, inbox: inboxState(inbox) });
  const errors = errorDedupe(parts.complain ?? console.error, parts.shop.target);
  const watchers = new Watchers(() => poller.watched());
  const poller = new Poller({
    shop,
    pace,
    isWatched: () => watchers.present > 0,
    beginPoll: () => {
      const take = floor.beginPoll();
      return (result) => {
        take(result);
        errors.succeeded();
      };
    },
    onFailure: (error) => {
      errors.failed(error);
      floor.pollFailed();
    },
    onThrow: errors.failed,
    signal,
  });
  const isLocal = shop.target === "local";
  const subscriptions = cachedFor(isLocal ? 0 : SUBSCRIPTIONS_KEPT_MS, () => listSubscriptions(shop, customers));
  const sources: BoardSources = {
    floor,
    watchers,
    actionContext: {
      shop: withCountedCashier(behindTheCounter, floor),
      floor,
      outcome: parts.outcome,
      addressOf: addressBook(customers, shop),
      onChange: () => {
        subscriptions.forget();
        poller.pollSoon();
      },
      signal,
    },
    queues: async () => (isLocal ? queueDepths(shop) : floor.feed.now.queues),
    ready: ready.all,
    inbox: () => inbox.messages(),
    subscriptions: subscriptions.ask,
    cashierUrl: parts.cashierUrl,
  };
  return { sources, closed: poller.run() };
};

/** Says why a shop cannot be seen: each reason once, until it is another or the shop has been seen meanwhile. */
export const errorDedupe = (complain: (line: string) => void, target: Shop["target"] = "local") => {
  let last: string | undefined;
  return {
    failed: (error: unknown): void => {
      const reason = explainError(error, target);
      if (reason !== last) complain(`the board cannot see the shop: ${reason}`);
      last = reason;
    },
    succeeded: (): void => {
      last = undefined;
    },
  };
};

/** Keeps an answer for so many milliseconds, a failure likewise: who asks again costs requests whatever the answer is. */
export const cachedFor = <T>(milliseconds: number, find: () => Promise<T>, now: () => number = Date.now) => {
  let kept: { readonly answer: Promise<T>; until: number } | undefined;
  return {
    /** The kept answer, or a new one; who asks while it is being found out waits for the same. */
    ask: (): Promise<T> => {
      if (kept !== undefined && now() < kept.until) return kept.answer;
      const fresh = { answer: find(), until: Number.POSITIVE_INFINITY };
      kept = fresh;
      const keep = () => {
        fresh.until = now() + milliseconds;
      };
      fresh.answer.then(keep, keep);
      return fresh.answer;
    },
    /** The next who asks is given a new one. */
    forget: (): void => {
      kept = undefined;
    },
  };
};

/** So that pages need not be told addresses. */
const addressBook =
  (customers: readonly KnownCustomer[], shop: Pick<Shop, "output" | "region">) =>
  (customer: string, protocol: string): string | undefined => {
    const endpoint = customers
      .filter((one) => one.customer === customer)
      .flatMap(({ subscriptions }) => subscriptions)
      .find((one) => one.protocol === protocol)?.endpoint;
    return endpoint === SHOP_RECEIVER ? functionUrlAtAws(shop.output("WebhookReceiverUrl"), shop.region) : endpoint;
  };
