import { join } from "node:path";
import { PickupBoard } from "../../board/pickup-board";
import { aFinishedOrder, orderId } from "../lambda/support/orders";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();
const open = (mostOrders?: number) => new PickupBoard(join(folder(), "ready-orders.jsonl"), mostOrders);

const announced = (number: number, MessageId = `message-${number}`) => ({
  MessageId,
  Body: JSON.stringify(aFinishedOrder(number)),
});

const shown = (board: PickupBoard) => board.ready().map((order) => [order.orderId, order.deliveries]);

describe("the pickup board", () => {
  test("shows what is ready, newest first", () => {
    const board = open();
    board.take([announced(1), announced(2)]);
    board.take([announced(3)]);
    expect(board.ready()).toEqual([3, 2, 1].map((number) => ({ ...aFinishedOrder(number), deliveries: 1 })));
  });

  test("shows an order once, however many copies of its announcement come", () => {
    const board = open();
    board.take([announced(1), announced(2), announced(1, "copy")]);
    board.take([announced(1, "another copy")]);
    expect(shown(board)).toEqual([
      [orderId(2), 1],
      [orderId(1), 3],
    ]);
  });

  test("takes a message that is handed out twice for the same copy", () => {
    const board = open();
    board.take([announced(1)]);
    board.take([announced(1)]);
    expect(shown(board)).toEqual([[orderId(1), 1]]);
  });

  test("deals with what it can read, and leaves the rest to the dead-letter queue", () => {
    const readable = announced(1);
    expect(open().take([{ MessageId: "m", Body: "no order" }, readable, { MessageId: "n" }])).toEqual([readable]);
  });

  test("is the same after a restart", () => {
    open().take([announced(1), announced(2), announced(1, "copy")]);
    const restarted = open();
    restarted.take([announced(1, "copy"), announced(2, "a new copy")]);
    expect(shown(restarted)).toEqual([
      [orderId(2), 2],
      [orderId(1), 2],
    ]);
  });

  test("makes room for newer orders", () => {
    const board = open(2);
    board.take([announced(1), announced(2), announced(3)]);
    expect(shown(board).map(([id]) => id)).toEqual([orderId(3), orderId(2)]);
  });
});
