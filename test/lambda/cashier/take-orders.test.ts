import { MAX_BODY_BYTES, takeOrders } from "../../../lambda/cashier/take-orders";
import { parseOrder } from "../../../lambda/messages/order";
import { aRequest, aTill } from "../support/counter";
import { ADAS_DEVICE, ADAS_PHONE } from "../support/orders";

const latte = { drink: "latte", pickupName: "Ada" };
const lattes = (count: number) => Array.from({ length: count }, () => latte);
const anId = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const accepted = { orderId: anId, status: "accepted" };
const notAccepted = { orderId: anId, status: "not accepted" };

describe("the cashier takes", () => {
  test("one order: 202 with its id and the key it goes by", async () => {
    const { till, stored } = aTill();
    const answer = await takeOrders(aRequest(), till);
    expect(answer).toEqual({
      status: 202,
      headers: { "idempotency-key": "fresh-key-1" },
      body: { orders: [accepted] },
    });
    expect(answer.body).toEqual({ orders: [{ orderId: stored[0]?.orderId, status: "accepted" }] });
  });

  test.each([1, 10])("%d orders at once: 202, all of them stored, in their order", async (count) => {
    const { till, stored } = aTill();
    const answer = await takeOrders(aRequest({ body: { orders: lattes(count) } }), till);
    expect(answer).toMatchObject({ status: 202, body: { orders: Array.from({ length: count }, () => accepted) } });
    expect(answer.body).toEqual({ orders: stored.map(({ orderId }) => ({ orderId, status: "accepted" })) });
  });

  test("what the barista can read: everything asked for, the id and the moment", async () => {
    const { till, stored } = aTill();
    const wishes = {
      drink: "tea",
      size: "large",
      quantity: 10,
      pickupName: "李雷",
      pickupLocation: "北京",
      notify: { sms: ADAS_PHONE },
    };
    await takeOrders(aRequest({ body: { ...wishes, orderId: "mine", placedAt: "1999" } }), till);
    expect(stored.map((order) => parseOrder(JSON.stringify(order)))).toEqual([
      { ok: true, value: { version: 1, orderId: anId, placedAt: "2026-11-22T08:00:00.000Z", ...wishes } },
    ]);
  });

  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"])(
    "orders of content type %s",
    async (contentType) => {
      const answer = await takeOrders(aRequest({ headers: { "content-type": contentType } }), aTill().till);
      expect(answer.status).toBe(202);
    },
  );

  test("orders at /orders/ as well", async () => {
    expect(await takeOrders(aRequest({ path: "/orders/" }), aTill().till)).toMatchObject({ status: 202 });
  });

  test("a request of exactly the most bytes", async () => {
    const body = JSON.stringify(latte).padEnd(MAX_BODY_BYTES, " ");
    expect(await takeOrders(aRequest({ body }), aTill().till)).toMatchObject({ status: 202 });
  });

  test("ten orders with every field at its longest", async () => {
    const order = {
      drink: "cappuccino",
      size: "medium",
      quantity: 10,
      pickupName: "🫖".repeat(40),
      pickupLocation: "🫖".repeat(40),
    };
    const orders = Array.from({ length: 10 }, () => ({ ...order, notify: { push: ADAS_DEVICE } }));
    expect(await takeOrders(aRequest({ body: { orders } }), aTill().till)).toMatchObject({ status: 202 });
  });
});

describe("when the queue does not take", () => {
  test("any order: 503 with the ids, the key and when to come back", async () => {
    const answer = await takeOrders(aRequest({ body: { orders: lattes(2) } }), aTill(() => false).till);
    expect(answer).toEqual({
      status: 503,
      headers: { "idempotency-key": "fresh-key-1", "retry-after": "2" },
      body: { orders: [notAccepted, notAccepted] },
    });
  });

  test("some of the orders: 207 that says which, the key and when to come back", async () => {
    const answer = await takeOrders(aRequest({ body: { orders: lattes(3) } }), aTill((_, place) => place !== 1).till);
    expect(answer).toEqual({
      status: 207,
      headers: { "idempotency-key": "fresh-key-1", "retry-after": "2" },
      body: { orders: [accepted, notAccepted, accepted] },
    });
  });

  test.each([503, 207])("the same request with the key of the %d gets the same ids", async (status) => {
    const request = { body: { orders: [latte, { ...latte, drink: "tea" }] } };
    const first = await takeOrders(aRequest(request), aTill((_, place) => status === 207 && place === 0).till);
    expect(first.status).toBe(status);
    const key = first.headers["idempotency-key"];
    const again = await takeOrders(aRequest({ ...request, headers: { "idempotency-key": key } }), aTill().till);
    expect(again.status).toBe(202);
    expect(idsOf(again.body)).toEqual(idsOf(first.body));
    expect(again.headers).toEqual({ "idempotency-key": key });
  });
});

const idsOf = (body: unknown): unknown => JSON.stringify(body).match(/[0-9a-f-]{36}/g);
