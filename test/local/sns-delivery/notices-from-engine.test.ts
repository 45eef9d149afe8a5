import { directMessages } from "../../../local/sns-delivery/notices";
import type { Shop } from "../../../operations/shop";
import { type LocalServer, localServer } from "../../lambda/support/local-server";
import { memoryShop } from "../support/memory-shop";

let engine: LocalServer;
let asked: string | undefined;
let reply: { readonly status: number; readonly body: string };
beforeEach(async () => {
  engine = await localServer((_, response, request) => {
    asked = request.url;
    response.writeHead(reply.status).end(reply.body);
  });
});
afterEach(() => engine.close());

const ask = () => {
  const shop: Shop = { ...memoryShop().shop, endpoint: engine.url };
  return directMessages(shop, new AbortController().signal);
};

describe("the SMS that the engine sent", () => {
  test("are read from its list", async () => {
    const sms = { PhoneNumber: "+15550100001", MessageId: "sms-1", Message: "Ready", MessageAttributes: {} };
    reply = { status: 200, body: JSON.stringify({ sms_messages: { "+15550100001": [sms] }, region: "us-east-1" }) };
    expect(await ask()).toEqual([{ id: "sms-1", phoneNumber: "+15550100001", text: "Ready" }]);
    expect(asked).toBe("/_ministack/sns/sms-messages?account=000000000000&region=us-east-1");
  });

  test.each([
    [404, "not here"],
    [500, '{"sms_messages":{}}'],
    [200, "<html>"],
    [200, '{"messages":[]}'],
  ])("are not known of an engine that answers %d %s", async (status, body) => {
    reply = { status, body };
    expect(await ask()).toBeUndefined();
  });
});
