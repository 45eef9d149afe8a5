import type { InboxMessage } from "../operations/inbox";
import type { QueueDepth } from "../operations/queue-depths";
import type { ListedSubscription } from "../operations/subscriptions";
import type { ActionContext } from "./actions/action";
import type { ShopFloor } from "./floor/shop-floor";
import type { ReadyOrder } from "./pickup-board";
import type { Watchers } from "./stream/state-stream";

/** What the board shows and does, once the shop is open. */
export interface BoardSources {
  readonly floor: ShopFloor;
  readonly watchers: Watchers;
  readonly actionContext: ActionContext;
  queues(): Promise<readonly QueueDepth[]>;
  ready(): readonly ReadyOrder[];
  inbox(): readonly InboxMessage[];
  subscriptions(): Promise<readonly ListedSubscription[]>;
  /** The cashier's function URL, with a slash at its end; undefined where customers order at the shop itself. */
  readonly cashierUrl: string | undefined;
}

export interface BoardVariables {
  readonly Variables: { open: BoardSources };
  readonly Bindings: {
    /** The connection; a request that did not come over one has none. */
    readonly outgoing?: { destroy(): void };
  };
}
