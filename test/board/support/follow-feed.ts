import type { BoardChange, BoardState } from "../../../board/state";
import { type ChangeRing, type Findings, StateFeed } from "../../../board/stream/state-feed";
import { aFloor } from "./a-board";

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
