import { parseSubscribers } from "../../../lib/settings/subscribers";
import { ADAS_DEVICE, ADAS_PHONE } from "../../lambda/support/orders";
import { casesOf, type Door } from "../door";
import { inJson, inShort, NO_JSON, NO_OBJECT, NO_TEXT, spoilt } from "../spoilt";
import { thrownBy } from "./parsed";

const ada = { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" };
const webhook = { newsletter: "trivia", protocol: "https", endpoint: "https://partner.example.com/coffee" };
const one = (subscription: unknown) => ({ customers: [{ customer: "1", subscriptions: [subscription] }] });
const each = (subscriptions: Readonly<Record<string, unknown>>) =>
  inJson(Object.fromEntries(Object.entries(subscriptions).map(([name, given]) => [name, one(given)])));

const read = (text: string): Promise<string> =>
  thrownBy(
    () => parseSubscribers(text, "team.subscribers.json"),
    ({ message }) => message.startsWith("team.subscribers.json: "),
  );

export const subscribersFile: Door = {
  good: () => read(JSON.stringify(one(ada))),
  name: "<stage>.subscribers.json",
  isOwnKeyboard: true,
  cases: casesOf(
    {
      ...NO_JSON,
      ...NO_OBJECT,
      ...inJson(spoilt({}, { customers: [null, "all", {}, [null], ["1"], [{}], [{ customer: "1" }]] })),
      ...inJson(
        Object.fromEntries(
          [...NO_TEXT, "", "ada@example.com", "15550100001", "a".repeat(21), "a--b", "-a", "a b"].map((customer) => [
            `customer ${inShort(customer)}`,
            { customers: [{ customer, subscriptions: [] }] },
          ]),
        ),
      ),
      ...inJson({
        "a customer twice": { customers: ["a", "A"].map((customer) => ({ customer, subscriptions: [] })) },
        "a subscription twice": { customers: [{ customer: "1", subscriptions: [ada, ada] }] },
      }),
      ...each(
        spoilt(ada, {
          newsletter: [...NO_TEXT, "", "news"],
          protocol: [...NO_TEXT, "", "pigeon", "sqs"],
          endpoint: [...NO_TEXT, "", "ada", "ada@"],
          audience: [7, "", "NOT A WORD"],
          filter: [7, {}, { colour: ["red"] }, { audience: "students" }],
          filterScope: ["body", "attributes", "all"],
        }),
      ),
      ...each(
        spoilt(webhook, {
          endpoint: [
            ...NO_TEXT.slice(0, 3),
            "http://partner.example.com/",
            "https://169.254.169.254/",
            "https://localhost/",
            "shop:receiver",
          ],
          delivery: [
            null,
            "fast",
            { retries: 51 },
            { retries: -1 },
            { minDelaySeconds: 50, maxDelaySeconds: 10 },
            { speed: 1 },
          ],
        }),
      ),
      ...each({
        "a number without its plus": { ...ada, protocol: "sms", endpoint: ADAS_PHONE.slice(1) },
        "a phone for a device": { ...ada, protocol: "push", endpoint: ADAS_PHONE },
        "a device of no platform": { ...ada, protocol: "push", endpoint: ADAS_DEVICE.replace("GCM", "FAX") },
      }),
    },
    read,
  ),
};
