import { parseSettings } from "../../../lib/settings/stage-settings";
import { parseSubscribers } from "../../../lib/settings/subscribers";
import { readOptions } from "../../../local/options";
import { parseShopFile } from "../../../operations/shop-file";
import { A_SHOP_FILE as FILE } from "../../cli/support/a-shop-file";
import { ADAS_DEVICE, ADAS_PHONE } from "../../lambda/support/orders";
import { words } from "../../lambda/support/words";
import { inJson, lacking, NO_JSON, NO_NUMBER, NO_OBJECT, NO_TEXT, named, spoilt } from "../bad-values";
import { type Boundary, casesOf, refusalOf, thrownBy } from "../boundary";

const { "an empty object": _, "an object that only has a prototype": __, ...noSettings } = NO_OBJECT;
const cron = "0 8 * * ? *";
const NO_SCHEDULES = [null, true, cron, { cron }, { cron: "daily", timeZone: "UTC" }, { cron, timeZone: "Mars" }];
const FLAGS = [null, 0, "yes", []];

const BAD_SETTINGS = {
  cashierAccess: [...NO_TEXT, "", "open", "aws_iam"],
  onDelete: [...NO_TEXT, "", "keep", "Retain"],
  baristaTimeoutSeconds: [...NO_NUMBER, 1, 901, 2.5, -10],
  baristaMaximumConcurrency: [...NO_NUMBER, 1, 1_001, 2.5],
  deskAccess: [...NO_TEXT, "open"],
  sms: [...NO_TEXT, {}, ...["*", ["43"], ["+1", "*"]].map((countryPrefixes) => ({ countryPrefixes }))],
  push: [...NO_TEXT, { fcmSecret: "" }, { fcmSecret: "my secret" }, { gcmSecret: "a" }],
  webhookReceiver: FLAGS,
  logRetentionDays: [...NO_NUMBER, 0, 2, 366],
  triviaOfTheDay: NO_SCHEDULES,
  subscribersFile: [...NO_TEXT, "", "../secrets.json", "/etc/passwd", "a.json/..", "subscribers.txt"],
  baristaTimeout: [10],
  __PROTO__: [{}],
};

/** Reads what a file of this name would say. */
const reading = (name: string, parse: (text: string) => unknown) => (text: string) =>
  thrownBy(
    () => parse(text),
    ({ message }) => message.startsWith(`${name}: `),
  );
const readSettings = reading("settings/staging.json", (text) => parseSettings(text, "staging"));

export const stageSettings: Boundary = {
  good: () => readSettings("{}"),
  name: "settings/<stage>.json",
  isOwnKeyboard: true,
  cases: casesOf(
    {
      ...NO_JSON,
      ...noSettings,
      ...inJson(spoilt({}, BAD_SETTINGS)),
    },
    readSettings,
  ),
};

const ELSEWHERE = [
  "",
  ...words(`
    localhost:4566 https://localhost:4566 http://192.168.1.4:4566 http://localhost.example.com:4566
    http://localhost@example.com:4566 http://user:secret@localhost:4566
    https://sqs.eu-west-1.amazonaws.com file:///etc/passwd
  `),
];

const readFile = (text: string): string => refusalOf(parseShopFile(text));

export const shopFile: Boundary = {
  good: () => readFile(JSON.stringify(FILE)),
  name: "shop.json",
  isOwnKeyboard: true,
  cases: casesOf(
    {
      ...NO_JSON,
      ...NO_OBJECT,
      ...inJson(lacking(FILE, ...Object.keys(FILE))),
      ...inJson(
        spoilt(FILE, {
          board: ELSEWHERE,
          cashier: [...NO_TEXT, ...ELSEWHERE],
          endpoint: ELSEWHERE,
          region: [...NO_TEXT, "", "home", "us-east-1/.."],
          account: [...NO_TEXT, "", "123456789012", 0],
          outputs: [...NO_TEXT, { Stack: "text" }, { Stack: { Output: 7 } }],
          pid: [...NO_NUMBER, 0, -1, 1.5],
        }),
      ),
    },
    readFile,
  ),
};

const NO_PORTS = ["-1", "65536", "3000.5", "http", "", "0x50", "1e3", " 80", "８０"];
const lines = [
  ...NO_PORTS.map((port) => `--port=${port}`),
  ...NO_PORTS.map((port) => `--engine-port=${port}`),
  ...[...ELSEWHERE, "http://localhost:4566/path", "http://localhost:4566?x"].map((address) => `--endpoint=${address}`),
  ...words("--prot=1 here --fresh=yes --folder= --port"),
];

const readLine = (line: string): string => {
  const input = readOptions([line], {});
  if (input.kind !== "wrong") throw new Error(`was let in as ${input.kind}`);
  return input.message;
};

export const startOptions: Boundary = {
  good: () => readLine("--port=3000"),
  name: "the options of npm start",
  isOwnKeyboard: true,
  cases: casesOf(Object.fromEntries(lines.map((line) => [line, line])), readLine),
};

const ada = { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" };
const webhook = { newsletter: "trivia", protocol: "https", endpoint: "https://partner.example.com/coffee" };
const NO_WEBHOOKS = words("http://partner.example.com/ https://169.254.169.254/ https://localhost/ shop:receiver");
const TOO_LONG = { minDelaySeconds: 50, maxDelaySeconds: 10 };
const one = (subscription: unknown) => ({ customers: [{ customer: "1", subscriptions: [subscription] }] });
const each = (subscriptions: Readonly<Record<string, unknown>>) =>
  inJson(Object.fromEntries(Object.entries(subscriptions).map(([name, given]) => [name, one(given)])));

const NO_CUSTOMERS = [...NO_TEXT, "", "ada@example.com", "15550100001", "a".repeat(21), "a--b", "-a", "a b"];

const TEAM = "team.subscribers.json";
const readSubscribers = reading(TEAM, (text) => parseSubscribers(text, TEAM));

export const subscribersFile: Boundary = {
  good: () => readSubscribers(JSON.stringify(one(ada))),
  name: "<stage>.subscribers.json",
  isOwnKeyboard: true,
  cases: casesOf(
    {
      ...NO_JSON,
      ...NO_OBJECT,
      ...inJson(spoilt({}, { customers: [null, "all", {}, [null], ["1"], [{}], [{ customer: "1" }]] })),
      ...inJson(named("customer", NO_CUSTOMERS, (customer) => ({ customers: [{ customer, subscriptions: [] }] }))),
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
          endpoint: [...NO_TEXT.slice(0, 3), ...NO_WEBHOOKS],
          delivery: [null, "fast", { retries: 51 }, { retries: -1 }, TOO_LONG, { speed: 1 }],
        }),
      ),
      ...each({
        "a number without its plus": { ...ada, protocol: "sms", endpoint: ADAS_PHONE.slice(1) },
        "a phone for a device": { ...ada, protocol: "push", endpoint: ADAS_PHONE },
        "a device of no platform": { ...ada, protocol: "push", endpoint: ADAS_DEVICE.replace("GCM", "FAX") },
      }),
    },
    readSubscribers,
  ),
};
