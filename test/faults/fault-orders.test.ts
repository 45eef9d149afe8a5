import { takeOrders } from "../../lambda/cashier/take-orders";
import { faultRequests } from "./fault-orders";

test("the orders of a seed are always the same, as many as are asked for, and no name is called out twice", () => {
  const requests = faultRequests(3, 1_000);
  const names = requests.flatMap(({ forms }) => forms.map(({ pickupName }) => pickupName));
  expect(names).toHaveLength(1_000);
  expect(new Set(names).size).toBe(1_000);
  expect(new Set(requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(requests.length);
  expect(faultRequests(3, 1_000)).toEqual(requests);
  expect(faultRequests(4, 1_000)[0]).not.toEqual(requests[0]);
});

test("the cashier gives them the ids that are expected", async () => {
  const till = {
    contactRules: { smsCountryPrefixes: ["+1"], pushApplicationArns: [] },
    storeOrders: async (orders: readonly { orderId: string }[]) => new Set(orders.map(({ orderId }) => orderId)),
    now: () => new Date(0),
    newKey: () => "unused",
  };
  for (const { idempotencyKey, forms, orderIds } of faultRequests(3, 200)) {
    const request = {
      method: "POST",
      path: "/orders",
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body: Buffer.from(JSON.stringify({ orders: forms })),
    };
    expect(await takeOrders(request, till)).toMatchObject({
      status: 202,
      body: { orders: orderIds.map((orderId) => ({ orderId })) },
    });
  }
});
