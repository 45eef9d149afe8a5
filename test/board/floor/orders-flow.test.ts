import { OrdersFlow } from "../../../board/floor/orders-flow";

/** Counts once a second a queue that holds so many, and tells of so many that went in before each count. */
const flow = (totals: readonly number[], goneIn: readonly number[] = []) => {
  const orders = new OrdersFlow();
  totals.forEach((total, second) => {
    orders.wentIn(goneIn[second] ?? 0);
    orders.sample(second * 1_000, total);
  });
  return orders.rates(totals.at(-1) ?? 0);
};

const seconds = (count: number, value: (second: number) => number) => Array.from({ length: count }, (_, n) => value(n));

describe("the flow of orders", () => {
  test("is nothing before there are two counts, or when nothing happens", () => {
    const still = { inPerSecond: 0, outPerSecond: 0, secondsToDrain: null };
    expect([flow([]), flow([5]), flow(seconds(20, () => 7))]).toEqual([still, still, still]);
  });

  test("counts orders that come and go between two counts", () => {
    expect(
      flow(
        seconds(20, () => 0),
        seconds(20, () => 3),
      ),
    ).toEqual({ inPerSecond: 3, outPerSecond: 3, secondsToDrain: null });
  });

  test("drains in what waits divided by what more goes out than comes in", () => {
    const totals = seconds(20, (second) => 200 - 5 * second);
    expect(
      flow(
        totals,
        seconds(20, () => 2),
      ),
    ).toEqual({ inPerSecond: 2, outPerSecond: 7, secondsToDrain: 21 });
  });

  test("sees orders of others by what the queue grew", () => {
    expect(flow(seconds(20, (second) => 4 * second))).toEqual({
      inPerSecond: 4,
      outPerSecond: 0,
      secondsToDrain: null,
    });
    expect(
      flow(
        seconds(20, (second) => 4 * second),
        seconds(20, () => 1),
      ),
    ).toMatchObject({ inPerSecond: 4 });
  });

  test("is that of the last ten seconds", () => {
    expect(
      flow(
        seconds(40, () => 0),
        seconds(40, (second) => (second === 20 ? 500 : 0)),
      ),
    ).toMatchObject({ inPerSecond: 0 });
    expect(
      flow(
        seconds(26, () => 0),
        seconds(26, (second) => (second === 20 ? 500 : 0)),
      ),
    ).toMatchObject({ inPerSecond: 50 });
  });

  test("starts over when the clock was set back", () => {
    const orders = new OrdersFlow();
    orders.sample(50_000, 3);
    orders.sample(1_000, 9);
    expect(orders.rates(9)).toEqual({ inPerSecond: 0, outPerSecond: 0, secondsToDrain: null });
  });
});
