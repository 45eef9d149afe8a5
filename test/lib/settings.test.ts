import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseSettings, readSettings } from "../../lib/settings/stage-settings";
import { parseSubscribers } from "../../lib/settings/subscribers";
import { words } from "../lambda/support/words";
import { eachTestHasAFolder } from "../support/folder";

describe("the settings of a stage", () => {
  const folder = eachTestHasAFolder();

  it("may be empty, and then are the documented defaults", () => {
    expect(parseSettings("{}", "production")).toEqual({
      stage: "production",
      cashierAccess: "AWS_IAM",
      ordersQueue: "standard",
      onDelete: "retain",
      allowReplacement: false,
      baristaTimeoutSeconds: 10,
      baristaMaximumConcurrency: 10,
      deskAccess: "AWS_IAM",
      sms: { countryPrefixes: [] },
      push: {},
      webhookReceiver: false,
      logRetentionDays: 14,
      subscribers: [],
    });
  });

  const TIME_ZONE = "must be a time zone such as";
  const PREFIXES = "must be country prefixes such as +1 or +43, or *";

  it.each([
    ['{"cashierAccess": "open"}', "cashierAccess: not a kind of access: open (try one of: AWS_IAM, public)"],
    ['{"ordersQueue": "FIFO"}', "ordersQueue: not a kind of queue: FIFO (try one of: standard, fair, fifo)"],
    ['{"onDelete": "keep"}', "onDelete: not possible on delete: keep (try one of: retain, destroy)"],
    ['{"baristaTimeoutSeconds": 1}', "baristaTimeoutSeconds: must be a whole number from 2 to 900, not 1"],
    ['{"baristaTimeoutSeconds": 901}', "baristaTimeoutSeconds: must be a whole number from 2 to 900, not 901"],
    ['{"baristaMaximumConcurrency": 1}', "baristaMaximumConcurrency: must be a whole number from 2 to 1000, not 1"],
    ['{"baristaMaximumConcurrency": 2.5}', "baristaMaximumConcurrency: must be a whole number from 2 to 1000, not 2.5"],
    ['{"logRetentionDays": 2}', "logRetentionDays: not a retention: 2 (try one of: 1, 3, 5, 7, 14, "],
    ['{"triviaOfTheDay": {"cron": "daily", "timeZone": "UTC"}}', "triviaOfTheDay.cron: must be the six fields of cron"],
    ['{"triviaOfTheDay": {"cron": "0 8 * * ? *", "timeZone": "Mars"}}', `triviaOfTheDay.timeZone: ${TIME_ZONE}`],
    ['{"push": {"secretKeyArns": ["alias/mine"]}}', "push.secretKeyArns[0]: must be the ARN of a KMS key, and not of"],
    ['{"subscribersFile": "../secrets.json"}', "subscribersFile: must be the name of a .json file beside the settings"],
    ['{"baristaTimeout": 10}', "baristaTimeout: is not a setting"],
    ['{"sms": {"countryPrefixes": ["43"]}}', `sms.countryPrefixes[0]: ${PREFIXES}, not 43`],
    ['{"sms": {"countryPrefixes": ["+1", "*"]}}', "sms.countryPrefixes: must name countries, or * alone"],
    ['{"sms": {"countryPrefixes": [], "senderId": "COFFEE SHOP!"}}', "sms.senderId: must be 1 to 11 letters"],
    ['{"push": {"fcmSecret": "my secret"}}', "push.fcmSecret: must be the name of a secret"],
    ['{"webhookReceiver": "yes"}', "webhookReceiver: must be true or false"],
    ["[]", "must be an object of settings"],
    ["{", "is not JSON: it ends too early, at line 1, column 2"],
    ["", "is not JSON: it is empty"],
    ['{\n  "onDelete": "retain",\n}', "is not JSON: a comma too many before } at line 3, column 1"],
    ["{\n  // none yet\n}", "is not JSON: a comment at line 2, column 3, which JSON does not have"],
    ["{'onDelete': 1}", `is not JSON: found "'" at line 1, column 2`],
    ['{"onDelete": tru}', 'is not JSON: found "}" at line 1, column 17'],
    ['{"onDelete": "retain"} {', 'is not JSON: found "{" at line 1, column 24'],
    ['{"onDelete": "re', "is not JSON: it ends too early, at line 1, column 17"],
    [Buffer.from("{}", "utf16le").toString("utf8"), "is not JSON: it is not UTF-8: save it as UTF-8"],
  ])("stop the synthesis when they are %s", (text, message) => {
    expect(() => parseSettings(text, "staging")).toThrow(`settings/staging.json: ${message}`);
  });

  const trivia = (cron: string, timeZone = "UTC") => JSON.stringify({ triviaOfTheDay: { cron, timeZone } });

  it.each([
    ["0 8 * * * *", "one of day of month and day of week must be ?, and not both"],
    ["0 8 ? * ? *", "one of day of month and day of week must be ?, and not both"],
    ["a b c d e f", "the field minutes cannot be a"],
    ["99 99 ? * * *", "the field minutes cannot be 99"],
    ["0 24 ? * * *", "the field hours cannot be 24"],
    ["0 8 32 * ? *", "the field day of month cannot be 32"],
    ["0 8 0W * ? *", "the field day of month cannot be 0W"],
    ["0 8 ? JANUARY * *", "the field month cannot be JANUARY"],
    ["0 8 ? * 0 *", "the field day of week cannot be 0"],
    ["0 8 ? * 3#1,6#3 *", "the field day of week cannot be 3#1,6#3"],
    ["0/0 8 ? * * *", "the field minutes cannot be 0/0"],
    ["0 8 ? * * 1969", "the field year cannot be 1969"],
    ["0  8 ? * *", "the field month cannot be ?"],
  ])("have no schedule that AWS refuses: %s", (cron, fault) => {
    expect(() => parseSettings(trivia(cron), "staging")).toThrow(`not ${cron}: ${fault}`);
  });

  const CRONS = ["0 8 ? * MON-FRI *", "0/5,30 8-17 ? JAN,MAR 2#1 2026-2030", "15 10 L * ? *", "0 8 15W * ? *"];
  it.each([...CRONS, "0 8 ? * 6L *"])("have any that AWS takes: %s", (cron) =>
    expect(parseSettings(trivia(cron), "staging").triviaOfTheDay?.cron).toBe(cron),
  );

  it.each([
    ["europe/vienna", "Europe/Vienna"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["utc", "UTC"],
    ["us/eastern", "Europe/Vienna"],
  ])("have no time zone in a spelling of its own: %s", (timeZone, right) => {
    expect(() => parseSettings(trivia("0 8 ? * * *", timeZone), "staging")).toThrow(
      `such as ${right}, in this spelling`,
    );
  });

  const ZONES = words("UTC Asia/Kolkata Asia/Calcutta US/Eastern America/Port-au-Prince Africa/Dar_es_Salaam");
  it.each(ZONES)("have the time zone %s", (timeZone) =>
    expect(parseSettings(trivia("0 8 ? * * *", timeZone), "staging").triviaOfTheDay?.timeZone).toBe(timeZone),
  );

  it("may begin with a byte order mark, as some editors write it", () => {
    expect(parseSettings('\ufeff{"onDelete": "destroy"}', "staging").onDelete).toBe("destroy");
  });

  it("name every fault at once", () => {
    const parse = () => parseSettings('{"onDelete": 1, "cashierAccess": 2}', "x");
    expect(parse).toThrow(/onDelete.*cashierAccess|cashierAccess.*onDelete/);
  });

  it.each(["my_stage", "1st", "staging-", "s".repeat(41)])("must have the name of a stack: %s has none", (stage) => {
    writeFileSync(join(folder(), `${stage}.json`), "{}");
    expect(() => readSettings(stage, folder())).toThrow(`no name for a stage: ${stage} (call its file 1 to 40 letters`);
  });

  it.each([undefined, "nowhere", "../package", "Production", 7])("must exist: stage %s does not", (stage) => {
    expect(() => readSettings(stage)).toThrow(
      /^no such stage: .* \(-c stage=… takes one of: example, local, production\)$/,
    );
  });

  it("name a subscribers file that is missing", () => {
    writeFileSync(join(folder(), "team.json"), '{"subscribersFile": "team.subscribers.json"}');
    expect(() => readSettings("team", folder())).toThrow(
      /team\.subscribers\.json: cannot be read \(it is named as subscribersFile/,
    );
  });

  it("are shown in full by the committed example", () => {
    const { stage, subscribers, ...shown } = readSettings("example");
    expect(stage).toBe("example");
    expect(subscribers.map(({ customer }) => customer)).toEqual(["1", "2", "3"]);
    expect(Object.keys(shown).sort()).toEqual(
      [...Object.keys(readSettings("production")), "triviaOfTheDay"]
        .filter((name) => !["stage", "subscribers"].includes(name))
        .sort(),
    );
  });
});

const one = (...subscriptions: readonly object[]) => ({ customer: "1", subscriptions });
const file = (customers: unknown) => JSON.stringify({ customers });
const partner = { protocol: "https", endpoint: "https://partner.example.com/" };
const ada = { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" };

describe("a subscribers file", () => {
  it("says who gets which newsletter how", () => {
    const sms = { newsletter: "coupons", protocol: "sms", endpoint: "+15550100001" };
    const customers = [{ customer: "1", subscriptions: [ada, sms] }];
    expect(parseSubscribers(file(customers), "f")).toMatchObject(customers);
  });

  it.each(["o'brien@example.com", "ada@example.xn--p1ai"])("takes %s, which membership takes", (endpoint) => {
    const [customer] = parseSubscribers(file([{ customer: "1", subscriptions: [{ ...ada, endpoint }] }]), "f");
    expect(customer?.subscriptions[0]?.endpoint).toBe(endpoint);
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
    [{ ...partner, delivery: { retries: 101 } }, "must be a whole number from 0 to 50"],
    [{ ...partner, delivery: { minDelaySeconds: 50, maxDelaySeconds: 10 } }, "must not have a minDelaySeconds above"],
    [{ ...ada, endpoint: `${"a".repeat(65)}@example.com` }, "must be an email address"],
    [{ ...ada, audiance: "students" }, "audiance: is not known: did you mean audience?"],
    [{ ...ada, filterPolicy: {} }, "filterPolicy: is not known: did you mean filter?"],
    [{ ...partner, Delivery: {} }, "Delivery: is not known: did you mean delivery?"],
    [{ ...ada, delivery: {} }, "delivery: is not known"],
    [{ protocol: "push", endpoint: "my phone" }, "must be the ARN of an SNS platform endpoint"],
    [{ protocol: "email", endpoint: "a@example.com", audience: "NOT A WORD" }, "audience"],
    [{ protocol: "email", endpoint: "a@example.com", filter: { colour: ["red"] } }, "not an attribute of an issue"],
  ])("is refused for a subscription such as %j", (subscription, message) => {
    const customers = [one({ newsletter: "trivia", ...subscription })];
    expect(() => parseSubscribers(file(customers), "f")).toThrow(message);
  });

  it.each([
    [[{ customer: "ada@example.com", subscriptions: [] }], "customers[0].customer: must be a pseudonym"],
    [[{ customer: "15550100001", subscriptions: [] }], "customers[0].customer: must be a pseudonym"],
    [[{ customer: "a".repeat(21), subscriptions: [] }], "customers[0].customer: must be a pseudonym"],
    [[one({ ...ada, newsletter: "news" })], "customers[0].subscriptions[0].newsletter: not a newsletter: news"],
    [[one({ ...ada, protocol: "pigeon" })], "customers[0].subscriptions[0].protocol: not a protocol: pigeon"],
    [[one({ ...ada, endpoint: "ada" })], "customers[0].subscriptions[0].endpoint: must be an email address"],
    [[one({ ...ada, protocol: "sms" })], "customers[0].subscriptions[0].endpoint: must be a phone number in E.164"],
    [[one(ada, ada)], "customers[0].subscriptions: must not name the same newsletter and protocol twice"],
    [["a", "A"].map((customer) => ({ customer, subscriptions: [] })), "customers: must not name a customer twice"],
    [[{ customer: "1", subscriptions: [], nmae: "Ada" }], "customers[0].nmae: is not known (known: customer, "],
    [
      ["a", "b"].map((customer) => ({ customer, subscriptions: [ada] })),
      "customers: must not subscribe one address twice to the same newsletter",
    ],
    ["all", "customers: must be a list"],
  ])("is refused when it says %j", (customers, message) => {
    expect(() => parseSubscribers(file(customers), "team.json")).toThrow(`team.json: ${message}`);
  });
});
