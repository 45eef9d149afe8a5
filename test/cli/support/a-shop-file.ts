import type { ShopFile } from "../../../operations/shop-file";

/** What a local shop writes down when it opens. */
export const A_SHOP_FILE = {
  board: "http://localhost:3000",
  cashier: "http://localhost:3000/orders",
  endpoint: "http://localhost:4566",
  region: "us-east-1",
  account: "000000000000",
  outputs: { CoffeeShopOrders: { CashierUrl: "http://localhost:4566/_aws/lambda-url/abc/" } },
  pid: 4242,
} satisfies ShopFile;
