import { parseSubscribers } from "../../lib/subscribers";

const file = (customers: unknown) => JSON.stringify({ customers });
const ada = { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" };

describe("a subscribers file", () => {
  it("says who gets which newsletter how", () => {
    const customers = [
      { customer: "1", subscriptions: [ada, { newsletter: "coupons", protocol: "sms", endpoint: "+15550100001" }] },
    ];
    expect(parseSubscribers(file(customers), "f")).toEqual(customers);
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
