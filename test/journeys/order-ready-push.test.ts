import { DeleteEndpointCommand } from "@aws-sdk/client-sns";
import { engineMessages } from "../../operations/engine-messages";
import { readInbox } from "../../operations/inbox";
import { A_WHILE_MS, until } from "../support/until";
import { order, post, sharedShop, untilOnTheBoard, untilQuiet } from "./shared-shop";
import { newDevice } from "./shop-functions";

const shop = sharedShop();

const noticesOf = async (orderId: string) => (await readInbox(shop)).filter((message) => message.orderId === orderId);

describe("the notice that an order is ready (engine)", () => {
  it("is pushed to the one device that its customer named, once, however often the order arrives", async () => {
    const push = await newDevice(shop, "device-of-the-journey");
    const key = { "idempotency-key": "push-journey" };
    const [orderId = ""] = await order(shop, [{ drink: "mocha", pickupName: "Margaret", notify: { push } }], key);
    await order(shop, [{ drink: "mocha", pickupName: "Margaret", notify: { push } }], key);
    await until("it is pushed", A_WHILE_MS, async () => (await noticesOf(orderId)).length > 0);
    expect(await noticesOf(orderId)).toMatchObject([
      { protocol: "push", newsletter: null, text: expect.stringContaining("mocha") },
    ]);
    await untilQuiet(shop);
    expect(await untilOnTheBoard(shop, [orderId])).toMatchObject([{ deliveries: 1 }]);
    expect(await noticesOf(orderId)).toHaveLength(1);
  });

  it("that cannot be delivered is kept with the reason, and holds up neither the order nor the notices of others", async () => {
    const gone = await newDevice(shop, "device-that-goes");
    await shop.sns.send(new DeleteEndpointCommand({ EndpointArn: gone.replace(":endpoint/", ":app/") }));
    const orders = [
      { drink: "tea", pickupName: "Ken", notify: { push: gone } },
      { drink: "tea", pickupName: "Dennis", notify: { sms: "+15550100055" } },
    ];
    const orderIds = await order(shop, orders);
    await untilOnTheBoard(shop, orderIds);
    await until("the other is told", A_WHILE_MS, async () => (await noticesOf(orderIds[1] ?? "")).length === 1);
    const kept = await until("the notice is kept", A_WHILE_MS, async () => {
      const dead = await engineMessages(shop, shop.output("NotifierDeadLetterQueueUrl"));
      return dead?.find(({ Body }) => Body.includes(orderIds[0] ?? "nothing"));
    });
    expect(kept.MessageAttributes["reason"]?.StringValue).toMatch(/endpoint does not exist/);
  });

  it.each([
    ["a number in a country the shop does not write to", { sms: "+447700900123" }, /must begin with one of \+1/],
    [
      "a device of another shop",
      { push: "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/Other/0b1c7e52-9f0e-4d3c-8a7b-2f6d5e4c3b2a" },
      /the shop's own application/,
    ],
  ])("is promised to nobody the shop may not write to: %s", async (_, notify, message) => {
    const response = await post(shop, JSON.stringify({ drink: "tea", pickupName: "Eve", notify }));
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(message);
  });
});
