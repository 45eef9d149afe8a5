import { orderIdFor } from "../../../lambda/cashier/take-orders";
import type { OrderRequest } from "../../../lambda/messages/order";
import { cashierServices } from "../support/cashier-services";
import { ADAS_DEVICE, ADAS_PHONE } from "../support/orders";

const latte: OrderRequest = { drink: "latte", size: "medium", quantity: 1, pickupName: "Ada" };

describe("the id of an order", () => {
  test("is the same today, tomorrow and after the next deployment", () => {
    const idOf = (changes: Partial<OrderRequest>) => orderIdFor("key-1", 0, { ...latte, ...changes });
    expect(idOf({})).toBe("1c8483bf-f873-8556-8a57-de8544ee44f5");
    expect(idOf({ notify: { sms: "+15550100" } })).toBe("a76afa4a-a302-8d89-a5bf-ee2ba276cf7d");
    expect(idOf({ pickupLocation: "harbour" })).toBe("d99ff62b-7dfc-8af4-a962-26d4ea0fc564");
  });

  test.each([
    ["another key", orderIdFor("key-2", 0, latte)],
    ["another place in the request: two equal lattes are two orders", orderIdFor("key-1", 1, latte)],
    ["another drink", orderIdFor("key-1", 0, { ...latte, drink: "tea" })],
    ["another size", orderIdFor("key-1", 0, { ...latte, size: "large" })],
    ["another quantity", orderIdFor("key-1", 0, { ...latte, quantity: 2 })],
    ["another name", orderIdFor("key-1", 0, { ...latte, pickupName: "Bob" })],
    ["a place to pick it up", orderIdFor("key-1", 0, { ...latte, pickupLocation: "counter" })],
    ["a phone to tell", orderIdFor("key-1", 0, { ...latte, notify: { sms: ADAS_PHONE } })],
    ["a device to tell", orderIdFor("key-1", 0, { ...latte, notify: { push: ADAS_DEVICE } })],
    ["a key that swallows the place", orderIdFor("key-1,0", 0, latte)],
  ])("differs for %s", (_, other) => {
    expect(other).not.toBe(orderIdFor("key-1", 0, latte));
  });
});

describe("a customer", () => {
  const idsFor = async (key: string | undefined, body: object): Promise<readonly string[]> => {
    const { ask, stored } = cashierServices();
    await ask({ body, headers: { "idempotency-key": key } });
    return stored.map(({ orderId }) => orderId);
  };
  const said = { drink: "latte", pickupName: "Ada" };

  test("who asks again with the same key gets the same ids, however the request is written", async () => {
    const ids = await idsFor("key-1", { orders: [said, said] });
    expect(new Set(ids).size).toBe(2);
    const respelled = { pickupName: " Ada ", drink: "latte", size: "medium" };
    expect(await idsFor("key-1", { orders: [respelled, said] })).toEqual(ids);
  });

  test("who uses a key again for something else gets another order, not the first one", async () => {
    expect(await idsFor("key-1", said)).not.toEqual(await idsFor("key-1", { ...said, drink: "tea" }));
  });

  test("without a key gets a new order each time", async () => {
    const { ask, stored } = cashierServices();
    await ask();
    await ask();
    expect(new Set(stored.map(({ orderId }) => orderId)).size).toBe(2);
  });

  test.each(["a", "a".repeat(128), "!~", "0123abcd-0000-4000-8000-000000000001"])("may use the key %s", async (key) => {
    expect(await idsFor(key, said)).toHaveLength(1);
  });
});
