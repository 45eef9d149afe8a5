import { fitsOneSms } from "../../../lambda/contacts/sms";
import { DRINKS, SIZES } from "../../../lambda/messages/order";
import { noticePush, noticeSms } from "../../../lambda/notifier/send-notice";
import { aFinishedOrder, orderId } from "../support/orders";

describe("the SMS to the customer", () => {
  test.each([
    [1, "Ada, your medium latte is ready. Decoupled Coffee"],
    [2, "Ada, your 2 medium latte are ready. Decoupled Coffee"],
  ])("for %d", (quantity, text) => {
    expect(noticeSms(aFinishedOrder(1, { quantity }))).toBe(text);
  });

  test("says everything for the longest name of the alphabet of SMS, drink and number", () => {
    for (const drink of DRINKS)
      for (const size of SIZES) {
        const text = noticeSms(aFinishedOrder(1, { pickupName: "W".repeat(40), drink, size, quantity: 10 }));
        expect(fitsOneSms(text)).toBe(true);
        expect(text).toBe(`${"W".repeat(40)}, your 10 ${size} ${drink} are ready. Decoupled Coffee`);
      }
  });

  test.each([
    ["咖啡", "咖啡, your medium latte is ready. Decoupled Coffee"],
    ["咖".repeat(24), `${"咖".repeat(24)}, your medium latte is ready. Decoupled Coffee`],
    ["咖".repeat(25), `${"咖".repeat(25)}, your medium latte is ready.`],
    ["咖".repeat(40), `${"咖".repeat(40)}, your medium latte is ready.`],
    ["🫖".repeat(40), "Your medium latte is ready. Decoupled Coffee"],
  ])("gives up the shop's name first, then the customer's: %s", (pickupName, text) => {
    expect(noticeSms(aFinishedOrder(1, { pickupName }))).toBe(text);
  });
});

test("a device shows the same, and its app learns which order it is: no contact, no size, no time", () => {
  expect(noticePush(aFinishedOrder())).toEqual({
    title: "Decoupled Coffee",
    body: "Ada, your medium latte is ready.",
    data: { orderId: orderId(1) },
    lifetimeSeconds: 3_600,
  });
});
