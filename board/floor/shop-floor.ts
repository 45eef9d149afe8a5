import { exhibitIsDeployed } from "../../operations/exhibit";
import type { QueueDepth } from "../../operations/queue-depths";
import { QUEUE_NAMES } from "../../operations/queues";
import type { Shop } from "../../operations/shop";
import type { BoardState } from "../state";
import { type Findings, StateFeed } from "../stream/state-feed";
import { awsNamesOf } from "./aws-names";
import { CashierFigures } from "./cashier-figures";
import { DepthHistory, Marks } from "./chart-history";
import { KnownBarista } from "./known-barista";
import { OrdersFlow } from "./orders-flow";
import { Rushes } from "./rushes";

/** What is shown besides what polls find. */
export interface FloorSources {
  readonly shop: Pick<Shop, "target" | "title" | "endpoint" | "region" | "output" | "cashier">;
  readonly changesAllowed: boolean;
  /** @param queues as they were found last */
  ready(queues: readonly QueueDepth[]): BoardState["ready"];
  inbox(): BoardState["inbox"];
  readonly now?: () => number;
}

/** What a poll of the shop found; what it did not ask for is left out. */
export interface PollResult {
  readonly queues?: readonly QueueDepth[];
  readonly baristaState?: string;
  /** Of the exhibit's barista, where there is one. */
  readonly exhibitState?: string;
}

/** News that come one by one, such as drinks that become ready, are shown together so often. */
const TOGETHER_MS = 100;

const UNKNOWN = { waiting: 0, inHand: 0, delayed: 0, oldestAgeSeconds: null };

/** Brings together all that is known about the shop, and tells the tabs what is new. */
export class ShopFloor {
  readonly feed: StateFeed;
  readonly marks = new Marks();
  readonly flow = new OrdersFlow();
  readonly figures = new CashierFigures((orders) => this.flow.wentIn(orders));
  readonly rushes: Rushes;
  private readonly depth = new DepthHistory();
  private readonly now: () => number;
  private queues: readonly QueueDepth[] = QUEUE_NAMES.map((name) => ({ name, ...UNKNOWN }));
  private readonly barista = new KnownBarista((away) =>
    this.marks.add(this.now(), away ? "barista away" : "barista back"),
  );
  private readonly exhibitBarista = new KnownBarista();
  private engine: BoardState["engine"] = "answering";
  private polledAt = 0;
  private soon: NodeJS.Timeout | undefined;

  constructor(private readonly sources: FloorSources) {
    this.now = sources.now ?? Date.now;
    this.rushes = new Rushes(() => this.publishSoon(), this.now);
    const { shop, changesAllowed } = sources;
    const { title, target } = shop;
    const places = awsNamesOf(shop);
    this.feed = new StateFeed({ title, target, changesAllowed, places, depth: [], ...this.findings() });
  }

  /** A poll begins. @returns takes its result; of the baristas only what no action has found out since */
  beginPoll(): (result: PollResult) => void {
    const takeOwn = this.barista.beginPoll();
    const takeExhibit = this.exhibitBarista.beginPoll();
    const { known } = this.flow;
    return ({ queues, baristaState, exhibitState }) => {
      takeOwn(baristaState);
      takeExhibit(exhibitState);
      this.take(queues, known);
    };
  }

  found({ baristaState, exhibitState }: Omit<PollResult, "queues">): void {
    this.barista.found(baristaState);
    this.exhibitBarista.found(exhibitState);
    this.take();
  }

  private take(queues: readonly QueueDepth[] = [], sentBefore?: number): void {
    const at = this.now();
    this.polledAt = at;
    this.engine = "answering";
    this.queues = this.queues.map((known) => queues.find(({ name }) => name === known.name) ?? known);
    const orders = queues.find(({ name }) => name === "orders");
    if (orders !== undefined) this.flow.sample(at, orders.waiting + orders.inHand + orders.delayed, sentBefore);
    this.publish(orders && this.depth.add(at, orders.waiting, orders.inHand));
  }

  pollFailed(): void {
    this.engine = "silent";
    this.publish();
  }

  mark(text: string): void {
    this.marks.add(this.now(), text);
    this.publishSoon();
  }

  publishSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.publish();
    }, TOGETHER_MS).unref();
  }

  private publish(depthAdded: ReturnType<DepthHistory["add"]> = []): void {
    this.feed.update(this.findings(), this.depth.samples, depthAdded);
  }

  private findings(): Omit<Findings, "title" | "target" | "changesAllowed" | "places" | "depth"> {
    const { queues } = this;
    const depthOf = (wanted: QueueDepth["name"]) => {
      const { name: _, ...depth } = queues.find(({ name }) => name === wanted) ?? { name: wanted, ...UNKNOWN };
      return depth;
    };
    const orders = depthOf("orders");
    return {
      engine: this.engine,
      at: this.polledAt,
      orders: { ...orders, ...this.flow.rates(orders.waiting) },
      barista: { state: this.barista.state },
      cashier: this.figures.state(),
      ready: this.sources.ready(queues),
      deadLetter: { waiting: depthOf("ordersDeadLetter").waiting },
      queues,
      marks: this.marks.recent(this.now()),
      rushes: this.rushes.state(),
      inbox: this.sources.inbox(),
      exhibit: this.exhibit(),
    };
  }

  private exhibit(): BoardState["exhibit"] {
    if (!exhibitIsDeployed(this.sources.shop)) return { deployed: false };
    if (this.exhibitBarista.state === "unknown") return { deployed: true };
    return { deployed: true, barista: this.exhibitBarista.isAway ? "away" : "back" };
  }
}
