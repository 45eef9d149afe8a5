import { DepthHistory, HISTORY_MS } from "../../../board/floor/chart-history";

describe("the history of the depth", () => {
  test("has every change at once, and a steady line otherwise", () => {
    const history = new DepthHistory();
    for (let at = 0; at <= 3_000; at += 250) history.add(at, at >= 1_250 ? 5 : 0, 0);
    expect(history.samples).toEqual([
      [0, 0, 0],
      [1_000, 0, 0],
      [1_250, 5, 0],
      [2_250, 5, 0],
    ]);
  });

  test("is five minutes long, however long it goes on", () => {
    const history = new DepthHistory();
    for (let at = 0; at <= 3 * HISTORY_MS; at += 250) history.add(at, at, 0);
    expect(history.samples[0]?.[0]).toBe(2 * HISTORY_MS);
    expect(history.samples).toHaveLength(HISTORY_MS / 250 + 1);
  });

  test("goes forward only", () => {
    const history = new DepthHistory();
    history.add(5_000, 1, 0);
    expect([history.add(5_000, 2, 0), history.add(4_000, 3, 0)]).toEqual([[], []]);
  });
});
