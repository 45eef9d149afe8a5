import { parseOrder } from "../../../lambda/messages/order";
import { parseOrderReady } from "../../../lambda/messages/order-ready";
import { parseOrderRequest } from "../support/contact-rules";
import { aFinishedOrder, anOrder } from "../support/orders";
import { accepted, faultsOf } from "../support/parsed";

const request = (pickupLocation: unknown) => parseOrderRequest({ drink: "latte", pickupName: "Ada", pickupLocation });

describe("a pickup location", () => {
  test.each(["counter", "Main Street", "北京", "🫖".repeat(40)])("may be %s, from request to pickup board", (place) => {
    expect(accepted(request(place)).pickupLocation).toBe(place);
    const order = anOrder(1, { pickupLocation: place });
    expect(accepted(parseOrder(JSON.stringify(order)))).toEqual(order);
    const ready = aFinishedOrder(1, { pickupLocation: place });
    expect(accepted(parseOrderReady(JSON.stringify(ready)))).toEqual(ready);
  });

  test("may be left out, and then is not made up", () => {
    expect(accepted(parseOrderRequest({ drink: "latte", pickupName: "Ada" }))).not.toHaveProperty("pickupLocation");
  });

  test.each([
    [""],
    [" "],
    ["x".repeat(41)],
    ["a\nb"],
    ["a\u202eb"],
    ["\ud800"],
    ["a\uffff"],
    ["\ufffeb"],
    [7],
    [null],
    [{}],
    [["counter"]],
  ])("may not be %j", (place) => {
    expect(faultsOf(request(place))).toEqual([
      expect.stringMatching(/^pickupLocation: must be the place to pick it up: 1 to 40 characters on one line/),
    ]);
  });
});
