import { noticeText } from "../../../lambda/notifier/notice-text";
import { MAX_SMS_CHARACTERS } from "../../../lambda/shared/issue-wording";
import { DRINKS, SIZES } from "../../../lambda/shared/menu";
import { aFinishedOrder } from "../support/orders";

describe("the words to the customer", () => {
  test.each([
    [1, "Ada, your medium latte is ready. Decoupled Coffee"],
    [2, "Ada, your 2 medium latte are ready. Decoupled Coffee"],
  ])("for %d", (quantity, text) => {
    expect(noticeText(aFinishedOrder(1, { quantity }))).toBe(text);
  });

  test("fit one SMS for the longest name, drink and number", () => {
    for (const drink of DRINKS)
      for (const size of SIZES) {
        const text = noticeText(aFinishedOrder(1, { pickupName: "W".repeat(40), drink, size, quantity: 10 }));
        expect(text.length).toBeLessThanOrEqual(MAX_SMS_CHARACTERS);
      }
  });
});
