import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { BoardSources } from "../../../board/board-sources";
import { type FloorSources, ShopFloor } from "../../../board/floor/shop-floor";
import type { BoardChange, BoardState } from "../../../board/state";
import { type ChangeRing, type Findings, StateFeed } from "../../../board/stream/state-feed";
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

export const findings = (): Findings => {
  const { sequence: _, ...first } = aFloor().feed.now;
  return first;
};

export const feedWith = (ring?: ChangeRing) => new StateFeed(findings(), 1_000, ring);

/** What a page makes of what it is sent. */
export const follow = (state: BoardState | undefined, feed: StateFeed): BoardState | undefined => {
  const dispatch = feed.since(state?.sequence);
  if (dispatch === undefined) return state;
  const data = JSON.parse(dispatch.data);
  expect(data.sequence).toBe(dispatch.sequence);
  if (dispatch.event === "snapshot") return data;
  const { depthAdded = [], ...change }: BoardChange = data;
  if (state === undefined) throw new Error("a change came before the snapshot");
  return { ...state, ...change, depth: [...state.depth, ...depthAdded] };
};

/** A shop whose queues say how much is in them, and count who asks. */
export interface CountedShop {
  readonly shop: Shop;
  /** Requests so far, by the name of the command. */
  readonly asked: Map<string, number>;
  /** What is in a queue, by the name of its output. */
  readonly waiting: Map<string, number>;
  baristaState: string;
  /** What the queues answer with instead, and the barista likewise. */
  queuesFail: Error | undefined;
  baristaFails: Error | undefined;
  exhibitFails: Error | undefined;
}

const CLIENT = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

interface Command {
  readonly input: { readonly QueueUrl?: string };
}

/** A shop on AWS unless it is to be local, without the exhibit unless it is to have it; nothing leaves the test. */
export const countedShop = (target: Shop["target"] = "aws", { exhibit = false } = {}): CountedShop => {
  const { endpoint: _, board: __, ...rest } = closedShop({ exhibit });
  const send = async (command: Command) => {
    const name = command.constructor.name.replace(/Command$/, "");
    counted.asked.set(name, (counted.asked.get(name) ?? 0) + 1);
    if (name === "GetEventSourceMapping") {
      if (counted.baristaFails) throw counted.baristaFails;
      return { State: counted.baristaState };
    }
    if (name === "GetFunctionConcurrency") {
      if (counted.exhibitFails) throw counted.exhibitFails;
      return { ReservedConcurrentExecutions: 0 };
    }
    if (counted.queuesFail) throw counted.queuesFail;
    const queue = command.input.QueueUrl?.split("/").at(-1) ?? "";
    return { Attributes: { ApproximateNumberOfMessages: String(counted.waiting.get(queue) ?? 0) } };
  };
  const counted: CountedShop = {
    shop: {
      ...rest,
      target,
      title: "AWS 123456789012 eu-west-1",
      sqs: Object.assign(new SQSClient(CLIENT), { send }),
      lambda: Object.assign(new LambdaClient(CLIENT), { send }),
    },
    asked: new Map(),
    waiting: new Map(),
    baristaState: "Enabled",
    queuesFail: undefined,
    baristaFails: undefined,
    exhibitFails: undefined,
  };
  return counted;
};
