import { MAX_BODY_BYTES, takeOrders } from "../../../lambda/cashier/take-orders";
import type { ContactRules } from "../../../lambda/contacts/contact-rules";
import { parseOrder } from "../../../lambda/messages/order";
import { APPLICATIONS, aRequest, cashierServices } from "../support/cashier-services";
import { eachTestLogs } from "../support/logs";
import { ADAS_DEVICE, ADAS_PHONE } from "../support/orders";

const latte = { drink: "latte", pickupName: "Ada" };
const lattes = (count: number) => Array(count).fill(latte);
const anId = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const accepted = { orderId: anId, status: "accepted" };
const notAccepted = { orderId: anId, status: "not accepted" };

describe("the cashier takes", () => {
  test("one order: 202 with its id and the key it goes by", async () => {
    const { ask, stored } = cashierServices();
    const answer = await ask();
    const headers = { "idempotency-key": "fresh-key-1" };
    expect(answer).toEqual({ status: 202, headers, body: { orders: [accepted] } });
    expect(answer.body).toEqual({ orders: [{ orderId: stored[0]?.orderId, status: "accepted" }] });
  });

  test.each([1, 10])("%d orders at once: 202, all of them stored, in their order", async (count) => {
    const { ask, stored } = cashierServices();
    const answer = await ask({ body: { orders: lattes(count) } });
    expect(answer).toMatchObject({ status: 202, body: { orders: Array(count).fill(accepted) } });
    expect(answer.body).toEqual({ orders: stored.map(({ orderId }) => ({ orderId, status: "accepted" })) });
  });

  test("what the barista can read: everything asked for, the id and the moment", async () => {
    const { services, stored } = cashierServices();
    const places = { pickupName: "李雷", pickupLocation: "北京" };
    const inputs = { drink: "tea", size: "large", quantity: 10, ...places, notify: { sms: ADAS_PHONE } };
    await takeOrders(aRequest({ body: { ...inputs, orderId: "mine", placedAt: "1999" } }), services);
    expect(stored.map((order) => parseOrder(JSON.stringify(order)))).toEqual([
      { ok: true, value: { version: 1, orderId: anId, placedAt: "2026-11-22T08:00:00.000Z", ...inputs } },
    ]);
  });

  const TYPES = ["application/json", "application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"];
  test.each(TYPES)("orders of content type %s", async (type) => {
    expect(await cashierServices().ask({ headers: { "content-type": type } })).toMatchObject({ status: 202 });
  });

  test("orders at /orders/ as well", async () => {
    expect(await cashierServices().ask({ path: "/orders/" })).toMatchObject({ status: 202 });
  });

  test("a request of exactly the most bytes", async () => {
    const body = JSON.stringify(latte).padEnd(MAX_BODY_BYTES, " ");
    expect(await cashierServices().ask({ body })).toMatchObject({ status: 202 });
  });

  test("ten orders with every field at its longest", async () => {
    const places = { pickupName: "🫖".repeat(40), pickupLocation: "🫖".repeat(40) };
    const order = { drink: "cappuccino", size: "medium", quantity: 10, ...places, notify: { push: ADAS_DEVICE } };
    const orders = Array(10).fill(order);
    expect(await cashierServices().ask({ body: { orders } })).toMatchObject({ status: 202 });
  });
});

describe("when the queue does not take", () => {
  const headers = { "idempotency-key": "fresh-key-1", "retry-after": "2" };

  test("any order: 503 with the ids, the key and when to come back", async () => {
    const answer = await cashierServices(() => false).ask({ body: { orders: lattes(2) } });
    expect(answer).toEqual({ status: 503, headers, body: { orders: [notAccepted, notAccepted] } });
  });

  test("some of the orders: 207 that says which, the key and when to come back", async () => {
    const answer = await cashierServices((_, place) => place !== 1).ask({ body: { orders: lattes(3) } });
    expect(answer).toEqual({ status: 207, headers, body: { orders: [accepted, notAccepted, accepted] } });
  });

  test.each([503, 207])("the same request with the key of the %d gets the same ids", async (status) => {
    const request = { body: { orders: [latte, { ...latte, drink: "tea" }] } };
    const first = await cashierServices((_, place) => status === 207 && place === 0).ask(request);
    expect(first.status).toBe(status);
    const key = first.headers["idempotency-key"];
    const again = await cashierServices().ask({ ...request, headers: { "idempotency-key": key } });
    expect(again.status).toBe(202);
    expect(idsOf(again.body)).toEqual(idsOf(first.body));
    expect(again.headers).toEqual({ "idempotency-key": key });
  });
});

const idsOf = (body: unknown): unknown => JSON.stringify(body).match(/[0-9a-f-]{36}/g);

eachTestLogs();
const unknownDevice = ADAS_DEVICE.replace("000000000000", "999999999999");
const rules = (changes: Partial<ContactRules> = {}): ContactRules => ({
  smsCountryPrefixes: ["+1", "+43"],
  pushApplicationArns: APPLICATIONS,
  ...changes,
});

const ask = async (notify: object, contactRules: ContactRules) => {
  const { ask, stored } = cashierServices();
  return { answer: await ask({ body: { ...latte, notify } }, { contactRules }), stored };
};
const faults = (answer: unknown) => expect.objectContaining({ faults: answer });

test.each([
  ["SMS in an allowed country", { sms: ADAS_PHONE }, rules()],
  ["SMS in another allowed country", { sms: "+436501234567" }, rules()],
  ["SMS in any country", { sms: "+998901234567" }, rules({ smsCountryPrefixes: "any" })],
  ["push to a device of the shop's application", { push: ADAS_DEVICE }, rules()],
])("the cashier takes an order whose customer is told by %s", async (_, notify, contactRules) => {
  const { answer, stored } = await ask(notify, contactRules);
  expect(answer.status).toBe(202);
  expect(stored.map((order) => order.notify)).toEqual([notify]);
});

describe("the cashier turns away, and stores nothing of, an order whose customer is to be told by", () => {
  const elsewhere = "must begin with one of +1, +43: the shop sends no SMS to other countries";
  const noSms = "cannot be used: the shop sends no SMS";
  const notOwn = "must be an endpoint of the shop's own application: register the device with the shop first";
  const noPush = "cannot be used: the shop pushes to no device";

  test.each([
    ["SMS in another country", { sms: "+998901234567" }, rules(), "notify.sms", elsewhere],
    ["SMS in a country that begins alike", { sms: "+4412345678" }, rules(), "notify.sms", elsewhere],
    ["SMS by a shop that sends none", { sms: ADAS_PHONE }, rules({ smsCountryPrefixes: [] }), "notify.sms", noSms],
    ["push to an unknown device", { push: unknownDevice }, rules(), "notify.push", notOwn],
    ["push by a shop that does not", { push: ADAS_DEVICE }, rules({ pushApplicationArns: [] }), "notify.push", noPush],
  ])("%s, without repeating the contact", async (_, notify, contactRules, path, message) => {
    const { answer, stored } = await ask(notify, contactRules);
    expect(stored).toEqual([]);
    expect(answer).toMatchObject({ status: 400, body: faults([{ path, message }]) });
    for (const contact of Object.values(notify)) expect(JSON.stringify(answer)).not.toContain(contact);
  });

  test("a contact outside the rules, one order of several: names it next to every other fault", async () => {
    const orders = [
      latte,
      { ...latte, drink: "motor oil", notify: { sms: "+998901234567" } },
      { ...latte, notify: { push: unknownDevice } },
    ];
    const { ask, stored } = cashierServices();
    const answer = await ask({ body: { orders } }, { contactRules: rules() });
    expect(stored).toEqual([]);
    const drink = { path: "orders[1].drink", message: expect.stringMatching(/^not on the menu/) };
    const sms = { path: "orders[1].notify.sms", message: elsewhere };
    const body = faults([drink, sms, { path: "orders[2].notify.push", message: notOwn }]);
    expect(answer).toMatchObject({ status: 400, body });
  });
});
