import { type FakeShop, openFakeShop } from "./support/fake-shop";
import { run } from "./support/memory-terminal";

const VERBS = [
  "order",
  "rush",
  "queues",
  "peek",
  "redrive",
  "purge",
  "bad-order",
  "twice",
  "walk-off",
  "barista",
  "barista stop",
  "barista start",
  "drill",
  "publish",
  "inbox",
  "subscriptions",
  "subscribe",
  "unsubscribe",
  "doctor",
];

describe("wrong usage ends with 2, an explanation, and nothing done", () => {
  let fake: FakeShop;
  beforeEach(async () => {
    fake = await openFakeShop();
  });
  afterEach(() => fake.close());

  test.each([
    ["", "Usage: shop"],
    ["nonsense", "unknown command 'nonsense'"],
    ["queues --nonsense", "unknown option '--nonsense'"],
    ["queues now", "too many arguments"],
    ["queues --target mars", "Allowed choices are local, aws."],
    ["queues --profile mine", "--profile and --region choose an AWS account: use them with --target aws"],
    ["queues --region eu-west-1", "--profile and --region choose an AWS account: use them with --target aws"],
    ["order --name Ada", "required option '--drink <drink>' not specified"],
    ["order --drink latte", "required option '--name <name>' not specified"],
    ['order --drink "motor oil" --name Ada', "Allowed choices are espresso"],
    ["order --drink latte --name Ada --size huge", "Allowed choices are small, medium, large."],
    ["order --drink latte --name Ada --quantity 11", "It must be a whole number from 1 to 10."],
    ["order --drink latte --name Ada --quantity 1e0", "It must be a whole number from 1 to 10."],
    ["order --drink latte --name Ada --sms +15550100 --push x", "cannot be used with option '--push <endpoint>'"],
    ["order --drink latte --name Ada --timeout 0", "It must be a whole number from 1 to 86400."],
    ["rush", "missing required argument 'orders'"],
    ["rush 0", "It must be a whole number from 1 to 20000."],
    ["rush -5", "It must be a whole number from 1 to 20000."],
    ["rush many", "It must be a whole number from 1 to 20000."],
    ["peek --limit 0", "It must be a whole number from 1 to 1000."],
    ["drill --orders 5", "It must be a whole number from 6 to 5000."],
    ["drill --rate 51", "It must be a whole number from 1 to 50."],
    ["drill --away 0", "It must be a whole number from 1 to 3600."],
    ["drill 60", "too many arguments"],
    ["purge", "missing required argument 'queue'"],
    ["purge gossip --yes", "Allowed choices are orders, ordersDeadLetter"],
    ["barista", "Usage: shop barista"],
    ["barista dance", "unknown command 'dance'"],
    ["publish gossip --subject S --text T", "Allowed choices are coupons, trivia, product-updates."],
    ["publish trivia --text T", "required option '--subject <subject>' not specified"],
    ["publish trivia --subject S", "required option '--text <text>' not specified"],
    ["inbox 1 2", "too many arguments"],
    ["subscribe gossip --protocol sms --endpoint x", "Allowed choices are coupons, trivia, product-updates."],
    ["subscribe coupons --protocol fax --endpoint x", "Allowed choices are email, sms, https, push."],
    ["subscribe coupons --endpoint x", "required option '--protocol <protocol>' not specified"],
    ["subscribe coupons --protocol sms", "required option '--endpoint <address>' not specified"],
    ["subscribe coupons --protocol sms --endpoint x --filter {", "--filter must be JSON such as"],
    ["subscribe coupons --protocol sms --endpoint x --filter {} --audience a", "cannot be used with option"],
    [
      "subscribe coupons --protocol sms --endpoint x --filter {} --filter-scope all",
      "Allowed choices are attributes, body.",
    ],
    ["unsubscribe coupons --protocol sms", "required option '--endpoint <address>' not specified"],
    ["doctor now", "too many arguments"],
    ["doctor --region eu-west-1", "--profile and --region choose an AWS account: use them with --target aws"],
  ])("%s", async (words, explanation) => {
    const { exitCode, stdout, stderr } = await run(fake, words);
    expect(stderr).toContain(explanation);
    expect(stdout).toBe("");
    expect(exitCode).toBe(2);
    expect([...fake.asked, ...fake.actions]).toEqual([]);
  });
});

describe("help", () => {
  test("lists every verb", async () => {
    const { exitCode, stdout, stderr } = await run(undefined, "--help");
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^ {2}${verb.split(" ")[0]}\\b`, "m"));
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
  });

  test.each(VERBS)("explains %s", async (verb) => {
    const { exitCode, stdout } = await run(undefined, `${verb} --help`);
    expect(stdout).toMatch(new RegExp(`^Usage: shop ${verb}`));
    if (verb !== "barista") expect(stdout).toMatch(/--target <where>.*--json/s);
    expect(exitCode).toBe(0);
  });
});

describe("without a shop", () => {
  test.each(["queues", "queues --json", "order --drink latte --name Ada", "rush 5", "peek", "barista stop", "inbox"])(
    "%s fails with one clear sentence",
    async (words) => {
      const { exitCode, stdout, stderr } = await run(undefined, words, { environment: { SHOP_FOLDER: "/nowhere" } });
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: "no shop is open here: run npm start\n",
      });
    },
  );
});
