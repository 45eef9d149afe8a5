import { cupCount } from "../../../board/page/orders-queue";

const COLUMNS = 18;

describe("the cups of a queue", () => {
  test("each order has one as long as three rows hold them", () => {
    expect(cupCount(50, 4, COLUMNS)).toEqual({ inFlight: 4, full: 50, more: 0 });
  });

  test("what does not fit is a number, which takes the room of four", () => {
    expect(cupCount(60, 10, COLUMNS)).toEqual({ inFlight: 10, full: 40, more: 20 });
    expect(cupCount(0, 100, COLUMNS)).toEqual({ inFlight: 50, full: 0, more: 50 });
  });
});
