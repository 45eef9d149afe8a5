import { readFileSync } from "node:fs";
import { describeShop, functionUrlAtAws, functionUrlHere, writeShopFile } from "../../local/shop-file";
import { StateFolder } from "../../local/state-folder";
import { parseShopFile } from "../../operations/shop-file";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();

const deployed = {
  endpoint: "http://localhost:4566",
  outputs: {
    CoffeeShopOrders: {
      CashierUrl: "https://abc123.lambda-url.us-east-1.on.aws/",
      OrdersQueueUrl: "http://localhost:4566/000000000000/Orders",
    },
  },
};

describe("the description of the shop", () => {
  test("is what the command line reads", () => {
    const state = StateFolder.take(folder());
    const described = describeShop("http://localhost:3000", deployed);
    writeShopFile(state, described);
    expect(parseShopFile(readFileSync(state.shopFile, "utf8"))).toEqual({ ok: true, value: described });
    expect(described).toEqual({
      board: "http://localhost:3000",
      cashier: "http://localhost:3000/orders",
      endpoint: "http://localhost:4566",
      region: "us-east-1",
      account: "000000000000",
      outputs: {
        CoffeeShopOrders: {
          CashierUrl: "http://localhost:4566/_aws/lambda-url/abc123/",
          OrdersQueueUrl: "http://localhost:4566/000000000000/Orders",
        },
      },
      pid: process.pid,
    });
  });

  test("goes when the shop closes", async () => {
    const state = StateFolder.take(folder());
    await writeShopFile(state, describeShop("http://localhost:3000", deployed)).close();
    expect(() => readFileSync(state.shopFile)).toThrow(/ENOENT/);
  });
});

describe("a function URL", () => {
  test("of AWS becomes one that the engine answers", () => {
    expect(functionUrlHere("https://abc123.lambda-url.us-east-1.on.aws/", "http://localhost:4566")).toBe(
      "http://localhost:4566/_aws/lambda-url/abc123/",
    );
  });

  test.each([
    "http://localhost:4566/000000000000/Orders",
    "https://abc123.lambda-url.us-east-1.on.aws.example.com/",
    "IdempotencyStore",
  ])("is not seen in %p", (value) => {
    expect(functionUrlHere(value, "http://localhost:4566")).toBe(value);
  });

  test("has a way back", () => {
    const there = "https://abc123.lambda-url.us-east-1.on.aws/";
    expect(functionUrlAtAws(functionUrlHere(there, "http://localhost:4566"), "us-east-1")).toBe(there);
    expect(functionUrlAtAws(there, "us-east-1")).toBe(there);
  });
});
