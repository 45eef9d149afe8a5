import { parseSubscribers } from "../../lib/settings/subscribers";

const file = (customers: unknown) => JSON.stringify({ customers });
const ada = { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" };

describe("a subscribers file", () => {
  it("says who gets which newsletter how", () => {
    const customers = [
      { customer: "1", subscriptions: [ada, { newsletter: "coupons", protocol: "sms", endpoint: "+15550100001" }] },
    ];
    expect(parseSubscribers(file(customers), "f")).toMatchObject(customers);
  });

  it("says who is pushed, who has a webhook, and which issues each wants", () => {
    const webhook = { newsletter: "trivia", protocol: "https", endpoint: "https://partner.example.com/coffee" };
    const receiver = { newsletter: "coupons", protocol: "https", endpoint: "shop:webhook-receiver" };
    const device =
      "arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/CoffeeShop-GCM/0b1c7e52-9f0e-4d3c-8a7b-2f6d5e4c3b2a";
    const subscriptions = [
      { ...webhook, audience: "students", delivery: { retries: 5, maxReceivesPerSecond: 2 } },
      receiver,
      { newsletter: "trivia", protocol: "push", endpoint: device },
    ];
    const [customer] = parseSubscribers(file([{ customer: "1", subscriptions }]), "f");
    expect(customer?.subscriptions).toMatchObject([
      { ...webhook, filter: { scope: "attributes", policy: { audience: ["students"] } }, delivery: { retries: 5 } },
      { ...receiver, filter: null },
      { protocol: "push", endpoint: device, filter: null },
    ]);
  });

  it.each([
    [{ protocol: "https", endpoint: "http://partner.example.com/" }, "must be a public https address"],
    [{ protocol: "https", endpoint: "https://169.254.169.254/latest" }, "must be a public https address"],
    [
      { protocol: "https", endpoint: "https://partner.example.com/", delivery: { retries: 101 } },
      "must be a whole number from 0 to 50",
    ],
    [
      {
        protocol: "https",
        endpoint: "https://partner.example.com/",
        delivery: { minDelaySeconds: 50, maxDelaySeconds: 10 },
      },
      "must not have a minDelaySeconds above",
    ],
    [{ protocol: "push", endpoint: "my phone" }, "must be the ARN of an SNS platform endpoint"],
    [{ protocol: "email", endpoint: "a@example.com", audience: "NOT A WORD" }, "audience"],
    [{ protocol: "email", endpoint: "a@example.com", filter: { colour: ["red"] } }, "not an attribute of an issue"],
  ])("is refused for a subscription such as %j", (subscription, message) => {
    const customers = [{ customer: "1", subscriptions: [{ newsletter: "trivia", ...subscription }] }];
    expect(() => parseSubscribers(file(customers), "f")).toThrow(message);
  });

  it.each([
    [[{ customer: "ada@example.com", subscriptions: [] }], "customers[0].customer: must be a pseudonym"],
    [[{ customer: "15550100001", subscriptions: [] }], "customers[0].customer: must be a pseudonym"],
    [[{ customer: "a".repeat(21), subscriptions: [] }], "customers[0].customer: must be a pseudonym"],
    [
      [{ customer: "1", subscriptions: [{ ...ada, newsletter: "news" }] }],
      "customers[0].subscriptions[0].newsletter: not a newsletter: news",
    ],
    [
      [{ customer: "1", subscriptions: [{ ...ada, protocol: "pigeon" }] }],
      "customers[0].subscriptions[0].protocol: not a protocol: pigeon",
    ],
    [
      [{ customer: "1", subscriptions: [{ ...ada, endpoint: "ada" }] }],
      "customers[0].subscriptions[0].endpoint: must be an email address",
    ],
    [
      [{ customer: "1", subscriptions: [{ ...ada, protocol: "sms" }] }],
      "customers[0].subscriptions[0].endpoint: must be a phone number in E.164",
    ],
    [
      [{ customer: "1", subscriptions: [ada, ada] }],
      "customers[0].subscriptions: must not name the same newsletter and protocol twice",
    ],
    [
      [
        { customer: "a", subscriptions: [] },
        { customer: "A", subscriptions: [] },
      ],
      "customers: must not name a customer twice",
    ],
    ["all", "customers: must be a list"],
  ])("is refused when it says %j", (customers, message) => {
    expect(() => parseSubscribers(file(customers), "team.subscribers.json")).toThrow(
      `team.subscribers.json: ${message}`,
    );
  });
});
