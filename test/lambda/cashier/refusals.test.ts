import { MAX_BODY_BYTES } from "../../../lambda/cashier/take-orders";
import { type aRequest, cashierServices } from "../support/cashier-services";

/** Sends a request that has to be turned away; in any case nothing may reach the queue. */
const refusal = async (changes: Parameters<typeof aRequest>[0]) => {
  const { ask, stored } = cashierServices();
  const { status, headers, body } = await ask(changes);
  expect(stored).toEqual([]);
  return { status, headers, body };
};
const fault = (path: string, message: unknown) => ({ error: "the order was not taken", faults: [{ path, message }] });
/** What a refusal of a request that makes no sense has in it. */
const badRequest = (path: string, message: unknown) => ({ status: 400, body: fault(path, message) });
const latte = { drink: "latte", pickupName: "Ada" };

describe("the cashier turns away, and stores nothing of,", () => {
  test.each(["/", "", "/order", "/orders/7", "/orders//", "/ORDERS"])("a request to %j: 404", async (path) => {
    const body = fault("", `no such place (orders go to /orders)`);
    expect(await refusal({ path })).toEqual({ status: 404, headers: {}, body });
  });

  const METHODS = ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "post"];
  test.each(METHODS)("a %s: 405, and says what is allowed", async (method) => {
    const body = fault("", `not possible here: ${method} (orders are placed with POST)`);
    expect(await refusal({ method })).toEqual({ status: 405, headers: { allow: "POST" }, body });
  });

  test.each([
    [undefined, "missing"],
    ["", "missing"],
    ["text/plain", "text/plain"],
    ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded"],
    ["application/jsonl", "application/jsonl"],
    ["multipart/form-data; x=application/json", "multipart/form-data; x=application/json"],
  ])("an order of content type %s: 415", async (contentType, shown) => {
    const body = fault("content-type", `must be application/json, not ${shown}`);
    expect(await refusal({ headers: { "content-type": contentType } })).toMatchObject({ status: 415, body });
  });

  test("a request that is one byte too long: 413", async () => {
    const body = fault("body", "is 16385 bytes long, at most 16384 are allowed");
    expect(await refusal({ body: Buffer.alloc(MAX_BODY_BYTES + 1, " ") })).toMatchObject({ status: 413, body });
  });

  test.each([
    ["nothing", "", expect.stringMatching(/^is empty \(send an order such as /)],
    ["blanks", "  ", "is not JSON: it is empty"],
    ["a sentence", "one latte please", 'is not JSON: found "o" at line 1, column 1'],
    ["a form", "drink=latte&pickupName=Ada", 'is not JSON: found "d" at line 1, column 1'],
    ["half an order", '{"drink":"latte"', "is not JSON: it ends too early, at line 1, column 17"],
    ["a comma too many", '{\n  "drink": "latte",\n}', "is not JSON: a comma too many before } at line 3, column 1"],
    ["UTF-16", Buffer.from('{"drink":"latte"}', "utf16le"), "is not JSON: it is not UTF-8: save it as UTF-8"],
    ["UTF-16 with its mark", Buffer.from('\ufeff{"drink":"latte"}', "utf16le"), "is not UTF-8"],
    ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22]), "is not UTF-8"],
  ])("%s: 400", async (_, body, message) => {
    expect(await refusal({ body })).toMatchObject(badRequest("body", message));
  });

  test.each([null, 7, true, "latte"])("JSON that is no object, %j: 400", async (body) => {
    expect(await refusal({ body: JSON.stringify(body) })).toMatchObject(badRequest("", expect.any(String)));
  });

  test.each([
    ["no orders", [], "0"],
    ["eleven orders", Array.from({ length: 11 }, () => latte), "11"],
    ["an object of orders", { 0: latte }, '{"0":{"drink":"latte","pickupName":"Ada"…'],
    ["null", null, "null"],
  ])("%s in place of a list of one to ten: 400", async (_, orders, found) => {
    const expected = badRequest("orders", `must be a list of 1 to 10 orders, not ${found}`);
    expect(await refusal({ body: { orders } })).toMatchObject(expected);
  });

  test("a list of orders with an order beside it, which would be lost: 400", async () => {
    expect(await refusal({ body: { orders: [latte], ...latte } })).toMatchObject(
      badRequest("orders", "cannot stand beside drink"),
    );
  });

  test.each(["", " ", "a".repeat(129), "clé", "a b", "a\nb"])("the idempotency key %j: 400", async (key) => {
    const expected = badRequest("idempotency-key", expect.stringMatching(/^must be 1 to 128 visible ASCII/));
    expect(await refusal({ headers: { "idempotency-key": key } })).toMatchObject(expected);
  });

  test("a whole request because of one bad order in it, and names every fault of every order", async () => {
    const orders = [latte, { ...latte, drink: "motor oil", quantity: 0 }, latte, { drink: "tea" }];
    const faults = [
      { path: "orders[1].drink", message: expect.stringMatching(/^not on the menu: motor oil \(try one of: /) },
      { path: "orders[1].quantity", message: "must be a whole number from 1 to 10, not 0" },
      { path: "orders[3].pickupName", message: expect.stringMatching(/^is missing from an order such as /) },
    ];
    expect(await refusal({ body: { orders } })).toMatchObject({ status: 400, body: { faults } });
  });

  test("a request full of brackets, as deep as it may be long: 400", async () => {
    const body = `{"pickupName":"Ada","drink":${"[".repeat(8_100)}${"]".repeat(8_100)}}`;
    expect(await refusal({ body })).toMatchObject({ status: 400, body: { faults: [{ path: "drink" }] } });
  });
});
