import { functionUrlEvent } from "../support/events";
import { deployed } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE } from "../support/orders";

eachTestLogs();
let baristaIsAway = false;
beforeEach(() => {
  baristaIsAway = false;
});
const cashier = deployed(
  () => import("../../../lambda/exhibit-cashier/index"),
  () => ({ EXHIBIT_BARISTA_FUNCTION_NAME: "Barista" }),
  (body, response) => {
    if (baristaIsAway) response.writeHead(429, { "x-amzn-errortype": "TooManyRequestsException" }).end("{}");
    else response.writeHead(200).end(JSON.stringify({ ready: JSON.parse(body).orders }));
  },
);

const call = (body: object) => cashier.handler(functionUrlEvent("POST", "/orders", { body: JSON.stringify(body) }));
const latte = { drink: "latte", pickupName: "Ada" };

describe("the function URL of the exhibit's cashier", () => {
  test("answers as the shop's does, once the barista has made the drink", async () => {
    expect(await call(latte)).toMatchObject({
      statusCode: 202,
      body: expect.stringMatching(/^\{"orders":\[\{"orderId":"[0-9a-f-]{36}","status":"accepted"\}\]\}$/),
    });
    expect(JSON.parse(cashier.requests().at(-1) ?? "")).toMatchObject({ orders: [latte] });
  });

  test("takes nothing while the barista is away, and says when to come back", async () => {
    baristaIsAway = true;
    expect(await call(latte)).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
  });

  test.each([
    ["what is not on the menu", { ...latte, drink: "motor oil" }, '"path":"drink"'],
    ["an order whose customer wants to be told", { ...latte, notify: { sms: ADAS_PHONE } }, '"path":"notify.sms"'],
  ])("refuses %s without asking the barista", async (_, body, fault) => {
    const before = cashier.requests().length;
    expect(await call(body)).toMatchObject({ statusCode: 400, body: expect.stringContaining(fault) });
    expect(cashier.requests()).toHaveLength(before);
  });
});
