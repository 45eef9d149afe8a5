import { ChangeRing, StateFeed } from "../../../board/stream/state-feed";
import { feedWith, findings } from "../support/follow-feed";

const sent = (feed: StateFeed, seen: number | undefined) => {
  const dispatch = feed.since(seen);
  return dispatch && { ...dispatch, data: JSON.parse(dispatch.data) };
};

describe("the state as a feed", () => {
  test("is sent whole to who has seen nothing, or something that is not known here", () => {
    const feed = feedWith();
    feed.update({ barista: { state: "Disabled" } }, [], []);
    for (const seen of [undefined, 12, 999_999]) {
      expect(sent(feed, seen)).toEqual({ event: "snapshot", sequence: 1_001, data: feed.now });
    }
  });

  test("tells what changed, and nothing else", () => {
    const feed = feedWith();
    feed.update({ ...findings(), at: 5, barista: { state: "Disabled" } }, [[5, 1, 0]], [[5, 1, 0]]);
    expect(sent(feed, 1_000)).toEqual({
      event: "change",
      sequence: 1_001,
      data: { sequence: 1_001, at: 5, barista: { state: "Disabled" }, depthAdded: [[5, 1, 0]] },
    });
    expect(feed.since(1_001)).toBeUndefined();
  });

  test("says nothing when only time has passed", () => {
    const feed = feedWith();
    feed.update({ ...findings(), at: 5 }, [], []);
    expect(feed.since(1_000)).toBeUndefined();
  });

  test("tells who was away everything in one piece: the latest of each, and every depth", () => {
    const feed = feedWith();
    for (const at of [1, 2, 3]) feed.update({ at, deadLetter: { waiting: at } }, [], [[at, at, 0]]);
    feed.update({ barista: { state: "Disabled" } }, [], []);
    expect(sent(feed, 1_001)).toEqual({
      event: "change",
      sequence: 1_004,
      data: {
        sequence: 1_004,
        at: 3,
        deadLetter: { waiting: 3 },
        barista: { state: "Disabled" },
        depthAdded: [
          [2, 2, 0],
          [3, 3, 0],
        ],
      },
    });
  });

  test("starts over for who was away for longer than is kept, by number or by size", () => {
    for (const ring of [new ChangeRing(3), new ChangeRing(1_000, 200)]) {
      const feed = feedWith(ring);
      for (let at = 1; at <= 6; at++) feed.update({ at, deadLetter: { waiting: at } }, [], []);
      expect(sent(feed, 1_000)?.event).toBe("snapshot");
      expect(sent(feed, 1_004)?.event).toBe("change");
    }
  });

  test("starts over for who comes from a board that was here before", () => {
    const before = new StateFeed(findings());
    for (let at = 1; at <= 50; at++) before.update({ at, deadLetter: { waiting: at } }, [], []);
    const after = new StateFeed(findings(), before.now.sequence + 1);
    after.update({ barista: { state: "Disabled" } }, [], []);
    expect(sent(after, before.now.sequence)?.event).toBe("snapshot");
  });
});
