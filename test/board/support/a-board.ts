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
import { nowhere } from "../../lambda/support/answered-client";

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

/**
 * A shop whose queues say how much is in them, and count who asks: on AWS unless it is to be local, without the exhibit
 * unless it is to have it; nothing leaves the test.
 */
export const countedShop = (target: Shop["target"] = "aws", { exhibit = false } = {}) => {
  const { endpoint: _, board: __, ...rest } = closedShop({ exhibit });
  const send = async (command: { readonly input: { readonly QueueUrl?: string } }) => {
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
  const counted = {
    shop: {
      ...rest,
      target,
      title: "AWS 123456789012 eu-west-1",
      sqs: Object.assign(new SQSClient(nowhere), { send }),
      lambda: Object.assign(new LambdaClient(nowhere), { send }),
    } satisfies Shop,
    /** Requests so far, by the name of the command. */
    asked: new Map<string, number>(),
    /** What is in a queue, by the name of its output. */
    waiting: new Map<string, number>(),
    baristaState: "Enabled",
    /** What the queues answer with instead, and the baristas likewise. */
    queuesFail: undefined as Error | undefined,
    baristaFails: undefined as Error | undefined,
    exhibitFails: undefined as Error | undefined,
  };
  return counted;
};

export type CountedShop = ReturnType<typeof countedShop>;
