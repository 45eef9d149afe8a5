import { LambdaClient } from "@aws-sdk/client-lambda";
import { CALL_DEADLINE_MS, callBarista } from "../../../lambda/exhibit-cashier/call-barista";
import { boundedClient } from "../../../lambda/messaging/aws-clients";
import { cashierServices } from "../support/cashier-services";
import { type LocalServer, localServer, towards } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

const { lines, facts } = eachTestLogs();
const PROMISED_MS = 5_000;
/** As the cashier is deployed. */
const settings = boundedClient({ attempts: 1, requestTimeout: CALL_DEADLINE_MS });

let server: LocalServer;
afterEach(() => server.close());

type Reply = Parameters<typeof localServer>[0];

/** Hands orders to a barista who is the given server, through the real client. */
const call = async (reply: Reply, numbers: readonly number[] = [1], deadlineMs = CALL_DEADLINE_MS) => {
  server = await localServer(reply);
  const client = new LambdaClient({ ...settings, ...towards(server) });
  const made = await callBarista(client, "Barista", deadlineMs)(numbers.map((number) => anOrder(number)));
  client.destroy();
  return [...made];
};
const answers =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_, response) =>
    void response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
const making = (...numbers: number[]) => answers(200, { ready: numbers.map((one) => ({ orderId: orderId(one) })) });
const reasons = () => facts().map(({ reason }) => reason);

describe("an order is made", () => {
  test("when the barista says so: one call with all orders, each as it is", async () => {
    let path = "";
    let type: unknown;
    const reply: Reply = (body, response, request) => {
      path = request.url ?? "";
      type = request.headers["x-amz-invocation-type"];
      making(1, 2)(body, response, request);
    };
    expect(await call(reply, [1, 2])).toEqual([orderId(1), orderId(2)]);
    expect(server.requests.map((body) => JSON.parse(body))).toEqual([{ orders: [anOrder(1), anOrder(2)] }]);
    expect([path, type]).toEqual(["/2015-03-31/functions/Barista/invocations", "RequestResponse"]);
    expect(lines()).toEqual([]);
  });

  test("and its neighbour is not, when the barista names one of them", async () => {
    expect(await call(making(2), [1, 2])).toEqual([orderId(2)]);
  });
});

describe("no order is made, and the barista is called once, when the barista", () => {
  const throttled = answers(
    429,
    { Type: "User", message: "Rate Exceeded.", Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" },
    { "x-amzn-errortype": "TooManyRequestsException", "retry-after": "1" },
  );

  test.each<[string, Reply, string]>([
    ["is away", throttled, "TooManyRequestsException"],
    ["fails", answers(200, { errorType: "NotOrders" }, { "x-amz-function-error": "Unhandled" }), "BaristaFailed"],
    ["cannot be reached", answers(503, "{}", { "x-amzn-errortype": "ServiceException" }), "ServiceException"],
    ["hangs up", (_, response) => void response.destroy(), "Error"],
    ["says nothing", answers(200, ""), "NotMade"],
    ["says what is not JSON", answers(200, "<html>"), "NotMade"],
    ["says what nobody asked for", answers(200, { ready: "yes" }), "NotMade"],
  ])("%s", async (_, reply, reason) => {
    expect(await call(reply)).toEqual([]);
    expect(server.requests).toHaveLength(1);
    expect(reasons()).toEqual([reason]);
  });

  test.each<[string, Reply]>([
    ["does not answer", () => undefined],
    ["begins an answer and never ends it", (_, response) => void response.writeHead(200).write('{"ready":[')],
  ])("%s within the deadline", async (_, reply) => {
    const begun = Date.now();
    expect(await call(reply, [1], 300)).toEqual([]);
    expect(Date.now() - begun).toBeLessThan(2_000);
    expect(server.requests).toHaveLength(1);
  });
});

test("the cashier answers within five seconds although the barista never does: 503, and the customer may ask again", async () => {
  server = await localServer(() => undefined);
  const client = new LambdaClient({ ...settings, ...towards(server) });
  const begun = Date.now();
  const answer = await cashierServices().ask({}, { storeOrders: callBarista(client, "Barista") });
  expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
  expect(Date.now() - begun).toBeLessThan(PROMISED_MS - 500);
  client.destroy();
}, 10_000);
