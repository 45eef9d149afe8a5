import { describeShop } from "../../local/shop-file";
import { welcome } from "../../local/welcome";

const file = describeShop("http://localhost:3000", { endpoint: "http://localhost:4566", outputs: {} });
const open = { file, folder: ".shop", seconds: 12.34, baristaIsAway: false };

describe("the welcome", () => {
  test("says where the shop is", () => {
    expect(welcome(open).split("\n")).toEqual([
      "",
      "Order board   http://localhost:3000",
      "Cashier       http://localhost:3000/orders",
      "AWS endpoint  http://localhost:4566   account 000000000000 (local)",
      "",
      "Open after 12.3 s. Try: npm run shop -- order --drink latte --name Ada",
      "Ctrl-C closes the shop.",
    ]);
  });

  test("says how commands find a shop in another folder", () => {
    expect(welcome({ ...open, folder: ".shop/shop-2" })).toContain(
      "Try: SHOP_FOLDER=.shop/shop-2 npm run shop -- order",
    );
  });

  test("warns when nobody makes the orders", () => {
    expect(welcome({ ...open, baristaIsAway: true })).toContain(
      "The barista is still away, orders wait. Call them back: npm run shop -- barista start",
    );
  });
});
