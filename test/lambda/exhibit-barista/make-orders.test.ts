import { makeOrders, NotOrders } from "../../../lambda/exhibit-barista";
import { handler } from "../../../lambda/exhibit-barista/index";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE, aFinishedOrder, anOrder } from "../support/orders";

const { lines } = eachTestLogs();
const now = new Date("2026-11-22T08:01:00.000Z");

describe("the exhibit's barista", () => {
  test("makes every order that the cashier hands over, with nothing of how to reach a customer", () => {
    const orders = [anOrder(1), anOrder(2, { notify: { sms: ADAS_PHONE } })];
    expect(makeOrders({ orders }, now)).toEqual({ ready: [aFinishedOrder(1), aFinishedOrder(2)] });
    expect(lines()).toEqual(['{"message":"made","orders":2}']);
  });

  test("makes an order again when it is asked for again: there is no idempotency store here", async () => {
    const event = { orders: [anOrder(1)] };
    const again = [await handler(event), await handler(event)].map(({ ready }) => ready[0]?.orderId);
    expect(again).toEqual([anOrder(1).orderId, anOrder(1).orderId]);
  });

  test.each([
    ["nothing", undefined, 'must be {"orders": […]}, not undefined'],
    ["null", null, 'must be {"orders": […]}, not null'],
    ["a text", "latte", 'must be {"orders": […]}, not latte'],
    ["no list", { orders: anOrder(1) }, 'must be {"orders": […]}'],
    ["what is no order", { orders: [anOrder(1), { drink: "tea" }] }, "orders[1].version: is missing from an order"],
    ["what nobody makes", { orders: [{ ...anOrder(1), drink: "motor oil" }] }, "orders[0].drink: not on the menu"],
  ])("makes nothing of a call with %s", (_, event, fault) => {
    expect(() => makeOrders(event, now)).toThrow(NotOrders);
    expect(() => makeOrders(event, now)).toThrow(fault);
    expect(lines()).toEqual([]);
  });
});
