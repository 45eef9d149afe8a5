import fc from "fast-check";
import { fitsOneSms } from "../../../lambda/contacts/sms";
import { noticeSms } from "../../../lambda/notifier/send-notice";
import { finishedOrders } from "../support/arbitraries";
import { SEED } from "../support/seed";

describe("the SMS to the customer", () => {
  test(`is one SMS and says what is ready, for any order (seed ${SEED})`, () => {
    fc.assert(
      fc.property(finishedOrders, (order) => {
        expect(fitsOneSms(noticeSms(order))).toBe(true);
        expect(noticeSms(order)).toMatch(new RegExp(`our .*${order.size} ${order.drink} (is|are) ready\\.`));
      }),
    );
  });
});
