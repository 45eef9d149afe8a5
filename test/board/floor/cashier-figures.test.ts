import { CashierFigures } from "../../../board/floor/cashier-figures";

/** An answer about the orders of these numbers. */
const answer = (accepted: readonly number[], refused: readonly number[] = []) =>
  JSON.stringify({
    orders: [
      ...accepted.map((number) => ({ orderId: `order ${number}`, status: "accepted" })),
      ...refused.map((number) => ({ orderId: `order ${number}`, status: "notStored" })),
    ],
  });

const figures = () => {
  const wentIn: number[] = [];
  return { wentIn, figures: new CashierFigures((orders) => wentIn.push(orders)) };
};

describe("the cashier's figures", () => {
  test("count each order once, however often it is asked for", () => {
    const { figures: counted, wentIn } = figures();
    counted.note(207, answer([1, 2, 3, 4, 5, 6, 7], [8, 9, 10]), 20);
    expect(counted.state()).toMatchObject({ accepted: 7, refused: 3 });
    counted.note(207, answer([1, 2, 3, 4, 5, 6, 7, 8], [9, 10]), 20);
    expect(counted.state()).toMatchObject({ accepted: 8, refused: 2 });
    counted.note(202, answer([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 20);
    counted.note(503, answer([], [1, 2]), 20);
    expect(counted.state()).toMatchObject({ accepted: 10, refused: 0 });
    expect(wentIn).toEqual([7, 1, 2]);
  });

  test("count an answer without orders as a refusal", () => {
    const { figures: counted, wentIn } = figures();
    counted.note(0, "", 20);
    counted.note(400, '{"error":"no"}', 20);
    expect([counted.state(), wentIn]).toMatchObject([{ accepted: 0, refused: 2 }, []]);
  });
});
