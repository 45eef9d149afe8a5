import { DEPTH_WINDOW_MS, withChange } from "../../../board/page/shop";
import { quietShop } from "../../browser/support/shop-states";

const at = 1_000_000;

describe("the state on the page", () => {
  test("a change replaces the keys it brings and leaves the others as they are, to the object", () => {
    const before = quietShop();
    const after = withChange(before, { sequence: 2, deadLetter: { waiting: 3 } });
    expect(after.deadLetter).toEqual({ waiting: 3 });
    expect(after.orders).toBe(before.orders);
    expect(after.depth).toBe(before.depth);
    expect(before.deadLetter).toEqual({ waiting: 0 });
  });

  test("new depths follow those that are there, and none comes twice", () => {
    const before = quietShop({ depth: [[at, 1, 0]] });
    const after = withChange(before, {
      depthAdded: [
        [at, 1, 0],
        [at + 250, 2, 1],
      ],
    });
    expect(after.depth).toEqual([
      [at, 1, 0],
      [at + 250, 2, 1],
    ]);
    expect("depthAdded" in after).toBe(false);
  });

  test("depths the chart no longer shows are dropped, so that a page that stays open does not grow", () => {
    let state = quietShop({ depth: [] });
    for (let look = 0; look < 5_000; look += 1) state = withChange(state, { depthAdded: [[at + look * 250, look, 0]] });
    expect(state.depth).toHaveLength(DEPTH_WINDOW_MS / 250 + 1);
    expect(state.depth.at(-1)).toEqual([at + 4_999 * 250, 4_999, 0]);
  });
});
