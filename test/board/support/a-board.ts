import type { BoardSources } from "../../../board/board-sources";
import { type FloorSources, ShopFloor } from "../../../board/floor/shop-floor";
import { Watchers } from "../../../board/stream/state-stream";
import { localShop } from "../../../operations/local-shop";
import type { Shop } from "../../../operations/shop";
import { outputsAt, shopFileAt } from "../../cli/support/fake-shop";

const NOWHERE = "http://localhost:1";

/** A local shop that nobody is behind. */
export const closedShop = ({ exhibit = false } = {}): Shop =>
  localShop(exhibit ? shopFileAt(NOWHERE) : shopFileAt(NOWHERE, withoutExhibit(outputsAt(NOWHERE))));

/** The exhibit is a part that a shop can do without. */
const withoutExhibit = ({ TightlyCoupledExhibit: _, ...outputs }: Record<string, Record<string, string>>) => outputs;

/** A floor that nobody polls. */
export const aFloor = (changes: Partial<FloorSources> = {}): ShopFloor =>
  new ShopFloor({
    shop: closedShop(),
    changesAllowed: true,
    ready: () => ({ count: 0, newest: [] }),
    inbox: () => ({ count: 0, newest: [] }),
    ...changes,
  });

/** What a board shows of a shop in which nothing happens. */
export const aBoard = (changes: Partial<BoardSources> = {}): BoardSources => {
  const floor = changes.floor ?? aFloor();
  return {
    floor,
    watchers: new Watchers(() => undefined),
    actionContext: {
      shop: closedShop(),
      floor,
      outcome: undefined,
      addressOf: () => undefined,
      onChange: () => undefined,
      signal: new AbortController().signal,
    },
    queues: async () => [],
    ready: () => [],
    inbox: () => [],
    subscriptions: async () => [],
    cashierUrl: `${NOWHERE}/`,
    ...changes,
  };
};
