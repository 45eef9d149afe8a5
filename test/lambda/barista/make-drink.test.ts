import { makeDrink } from "../../../lambda/barista/serve-orders";
import { ADAS_PHONE, aFinishedOrder, anOrder } from "../support/orders";

describe("a drink that is ready", () => {
  test("is the one that was ordered, with the moment it was made", () => {
    const order = anOrder(7, { drink: "flat white", size: "small", quantity: 3, pickupName: "李雷" });
    expect(makeDrink(order, new Date("2026-11-22T08:01:00Z"))).toStrictEqual(
      aFinishedOrder(7, { drink: "flat white", size: "small", quantity: 3, pickupName: "李雷" }),
    );
  });

  test("waits where its customer does", () => {
    const order = anOrder(7, { pickupLocation: "harbour" });
    expect(makeDrink(order, new Date("2026-11-22T08:01:00Z"))).toStrictEqual(
      aFinishedOrder(7, { pickupLocation: "harbour" }),
    );
  });

  test("says nothing about how to reach its customer, or anything else that was in the order", () => {
    const order = { ...anOrder(1, { notify: { sms: ADAS_PHONE } }), loyaltyCard: "gold" };
    expect(makeDrink(order, new Date("2026-11-22T08:01:00Z"))).toStrictEqual(aFinishedOrder(1));
  });
});
