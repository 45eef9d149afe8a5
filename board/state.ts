import type { InboxMessage } from "../operations/inbox";
import type { QueueDepth } from "../operations/queue-depths";
import type { ReadyOrder } from "./pickup-board";

/** A moment in epoch milliseconds, and how many orders waited and were in flight then. */
export type DepthSample = readonly [at: number, waiting: number, inHand: number];

interface OrdersState extends Omit<QueueDepth, "name"> {
  /** Orders per second over the last ten seconds; at least so many, see `OrdersFlow`. */
  readonly inPerSecond: number;
  readonly outPerSecond: number;
  /** Null while it does not drain. */
  readonly secondsToDrain: number | null;
}

/** Orders that were placed through this board since it opened. */
export interface CashierState {
  readonly accepted: number;
  /** Orders that were not stored; a request that was refused as a whole counts as one. */
  readonly refused: number;
  /** Time to the cashier's answer, over the last 200 requests; null before the first. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** Many orders at once, running or among the last few. */
export interface RushState {
  readonly id: string;
  /** At the shop's own counter, or at the tightly coupled exhibit. */
  readonly kind: "orders" | "tight";
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly orders: number;
  readonly accepted: number;
  readonly refused: number;
  /** Null where it is not followed: on AWS. */
  readonly ready: number | null;
  /** Nothing of it changes any more. */
  readonly done: boolean;
  /** How long the cashier took, or has been taking, to answer for all of them. */
  readonly ms: number;
}

type PlaceName = "cashier" | "orders" | "barista" | "pickupBoard" | "deadLetter";

/** All that the page shows of a shop. */
export interface BoardState {
  /** Number of the last change; it grows, also over restarts of the board. */
  readonly sequence: number;
  /** `LOCAL 000000000000 @ localhost:4566` or `AWS 123456789012 eu-west-1`. */
  readonly title: string;
  readonly target: "local" | "aws";
  readonly changesAllowed: boolean;
  /** Silent: the last poll of the shop failed, and the numbers are those of the poll before. */
  readonly engine: "answering" | "silent";
  /** The last poll that succeeded, epoch milliseconds. */
  readonly at: number;
  readonly orders: OrdersState;
  readonly barista: { readonly state: string };
  readonly cashier: CashierState;
  /** Orders that became ready, each once. On AWS, where the board consumes nothing, those that nobody has collected. */
  readonly ready: { readonly count: number; readonly newest: readonly ReadyOrder[] };
  readonly deadLetter: { readonly waiting: number };
  readonly queues: readonly QueueDepth[];
  /** The last five minutes, oldest first. */
  readonly depth: readonly DepthSample[];
  /** What was done to the shop in the last five minutes, oldest first. */
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  readonly rushes: readonly RushState[];
  /** The text of a message is cut after 1,000 characters. */
  readonly inbox: { readonly count: number; readonly newest: readonly (InboxMessage & { readonly id: string })[] };
  /** What a part of the shop is called at AWS, and the command that shows the same there. */
  readonly places: Readonly<Record<PlaceName, { readonly aws: string; readonly command: string }>>;
  readonly exhibit: { readonly deployed: boolean; readonly barista?: "away" | "back" };
}

/** What is different since an earlier sequence number: whole values by their key, and depths to append. */
export interface BoardChange extends Partial<Omit<BoardState, "sequence" | "depth">> {
  readonly sequence: number;
  readonly depthAdded?: readonly DepthSample[];
}
