import type { LambdaFunctionURLEvent } from "aws-lambda";
import { functionUrlEvent } from "../support/function-url-event";
import { type LocalServer, localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE } from "../support/orders";

eachTestLogs();

let server: LocalServer;
let baristaIsAway = false;
let call: (event: LambdaFunctionURLEvent) => Promise<unknown>;

beforeAll(async () => {
  server = await localServer((body, response) => {
    if (baristaIsAway)
      return void response.writeHead(429, { "x-amzn-errortype": "TooManyRequestsException" }).end("{}");
    const { orders } = JSON.parse(body);
    response.writeHead(200).end(JSON.stringify({ ready: orders }));
  });
  Object.assign(process.env, {
    EXHIBIT_BARISTA_FUNCTION_NAME: "Barista",
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  call = (await import("../../../lambda/exhibit-cashier/index")).handler;
});
beforeEach(() => {
  baristaIsAway = false;
});
afterAll(() => server.close());

const order = (body: object) => functionUrlEvent({ method: "POST", path: "/orders", body: JSON.stringify(body) });
const latte = { drink: "latte", pickupName: "Ada" };

describe("the function URL of the exhibit's cashier", () => {
  test("answers as the shop's does, once the barista has made the drink", async () => {
    expect(await call(order(latte))).toMatchObject({
      statusCode: 202,
      body: expect.stringMatching(/^\{"orders":\[\{"orderId":"[0-9a-f-]{36}","status":"accepted"\}\]\}$/),
    });
    expect(JSON.parse(server.requests.at(-1) ?? "")).toMatchObject({ orders: [latte] });
  });

  test("takes nothing while the barista is away, and says when to come back", async () => {
    baristaIsAway = true;
    expect(await call(order(latte))).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
  });

  test.each([
    ["what is not on the menu", { ...latte, drink: "motor oil" }, '"path":"drink"'],
    ["an order whose customer wants to be told", { ...latte, notify: { sms: ADAS_PHONE } }, '"path":"notify.sms"'],
  ])("refuses %s without troubling the barista", async (_, body, fault) => {
    const before = server.requests.length;
    expect(await call(order(body))).toMatchObject({ statusCode: 400, body: expect.stringContaining(fault) });
    expect(server.requests).toHaveLength(before);
  });
});
