import fc from "fast-check";
import { orderIdFor } from "../../../lambda/cashier/take-orders";
import { parseOrder } from "../../../lambda/messages/order";
import { orders } from "../support/arbitraries";
import { anOrder } from "../support/orders";
import { accepted } from "../support/parsed";
import { SEED } from "../support/seed";

test(`the id of an order is one that the barista accepts, whatever the order (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(9), orders, (key, place, order) => {
      const orderId = orderIdFor(key, place, order);
      expect(orderIdFor(key, place, { ...order })).toBe(orderId);
      expect(accepted(parseOrder(JSON.stringify(anOrder(1, { orderId })))).orderId).toBe(orderId);
    }),
  );
});
