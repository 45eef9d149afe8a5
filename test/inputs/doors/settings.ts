import { readContactRules } from "../../../lambda/shared/contact-rules";
import { expectedTopics } from "../../../lambda/webhook-receiver/topics";
import { parseSettings } from "../../../lib/stage-settings";
import { parseSubscribers } from "../../../lib/subscribers";
import { ADAS_DEVICE, ADAS_PHONE } from "../../lambda/support/orders";
import { casesOf, type Door } from "../door";
import { inJson, inShort, NO_JSON, NO_NUMBER, NO_OBJECT, NO_TEXT, spoilt } from "../spoilt";
import { thrownBy } from "./parsed";

const { "an empty object": _, "an object that only has a prototype": __, ...noSettings } = NO_OBJECT;

const cron = "0 8 * * ? *";
const FLAGS = [null, 0, "yes", []];

export const stageSettings: Door = {
  name: "settings/<stage>.json",
  isOwnKeyboard: true,
  cases: casesOf(
    {
      ...NO_JSON,
      ...noSettings,
      ...inJson(
        spoilt(
          {},
          {
            cashierAccess: [...NO_TEXT, "", "open", "aws_iam"],
            onDelete: [...NO_TEXT, "", "keep", "Retain"],
            baristaTimeoutSeconds: [...NO_NUMBER, 1, 901, 2.5, -10],
            baristaMaximumConcurrency: [...NO_NUMBER, 1, 1_001, 2.5],
            deskAccess: [...NO_TEXT, "open"],
            sms: [
              ...NO_TEXT,
              {},
              { countryPrefixes: "*" },
              { countryPrefixes: ["43"] },
              { countryPrefixes: ["+1", "*"] },
            ],
            push: [...NO_TEXT, { fcmSecret: "" }, { fcmSecret: "my secret" }, { gcmSecret: "a" }],
            webhookReceiver: FLAGS,
            logRetentionDays: [...NO_NUMBER, 0, 2, 366],
            triviaOfTheDay: [
              null,
              true,
              cron,
              { cron },
              { cron: "daily", timeZone: "UTC" },
              { cron, timeZone: "Mars" },
            ],
            subscribersFile: [...NO_TEXT, "", "../secrets.json", "/etc/passwd", "a.json/..", "subscribers.txt"],
            baristaTimeout: [10],
            __PROTO__: [{}],
          },
        ),
      ),
    },
    (text) =>
      thrownBy(
        () => parseSettings(text, "staging"),
        ({ message }) => message.startsWith("settings/staging.json: "),
      ),
  ),
};

const ada = { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" };
const webhook = { newsletter: "trivia", protocol: "https", endpoint: "https://partner.example.com/coffee" };
const one = (subscription: unknown) => ({ customers: [{ customer: "1", subscriptions: [subscription] }] });
const each = (subscriptions: Readonly<Record<string, unknown>>) =>
  inJson(Object.fromEntries(Object.entries(subscriptions).map(([name, given]) => [name, one(given)])));

export const subscribersFile: Door = {
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
    (text) =>
      thrownBy(
        () => parseSubscribers(text, "team.subscribers.json"),
        ({ message }) => message.startsWith("team.subscribers.json: "),
      ),
  ),
};

const variable = (read: () => unknown, named: RegExp) => thrownBy(read, ({ message }) => named.test(message));

export const variables: Door = {
  name: "the environment variables of functions",
  isOwnKeyboard: true,
  cases: [
    ...casesOf(
      Object.fromEntries(
        ["1", "+", "+0", "+1,*", "*,+1", "++1", "+1a", "AT", "0043", "+12345678", "+1;+43", "any"].map((one) => [
          `country prefixes ${inShort(one)}`,
          one,
        ]),
      ),
      (SMS_COUNTRY_PREFIXES) =>
        variable(() => readContactRules({ SMS_COUNTRY_PREFIXES, PUSH_APPLICATION_ARNS: "" }), /SMS_COUNTRY_PREFIXES/),
    ),
    ...casesOf(
      Object.fromEntries(
        ["coffee", "arn:aws:sns:eu-west-1:0:app/GCM/coffee", "arn:aws:sns:eu-west-1:000000000000:app/WNS/coffee"].map(
          (one) => [`applications ${one}`, one],
        ),
      ),
      (PUSH_APPLICATION_ARNS) =>
        variable(() => readContactRules({ SMS_COUNTRY_PREFIXES: "*", PUSH_APPLICATION_ARNS }), /application/),
    ),
    ...casesOf(
      Object.fromEntries(
        [
          "",
          "trivia",
          "arn:aws:sns:eu-west-1:000000000000:trivia.fifo",
          "arn:aws:sqs:eu-west-1:000000000000:trivia",
          "arn:aws-cn:sns:eu-west-1:000000000000:trivia",
          "arn:aws:sns:eu-west-1:000000000000:trivia,",
          "arn:aws:sns:eu-west-1:000000000000:trivia:subscription",
        ].map((one) => [`topics ${inShort(one)}`, one]),
      ),
      (topics) => variable(() => expectedTopics(topics), /TOPIC_ARNS/),
    ),
  ],
};
