import { eachTestHasAFakeShop } from "./support/fake-shop";
import { run } from "./support/memory-terminal";
import { WRONG_USAGE } from "./support/wrong-usage";

const VERBS = [
  ...["order", "rush", "queues", "peek", "redrive", "purge", "bad-order", "twice", "walk-off", "barista"],
  ...["barista stop", "barista start", "drill", "publish", "inbox", "subscriptions", "subscribe", "unsubscribe"],
  "doctor",
];

describe("wrong usage ends with 2, an explanation, and nothing done", () => {
  const fake = eachTestHasAFakeShop();

  test.each(WRONG_USAGE)("%s", async (words, explanation) => {
    const { stdout, stderr } = await run(fake, words, { exits: 2 });
    expect([stdout, stderr]).toEqual(["", expect.stringContaining(explanation)]);
    expect([...fake.asked, ...fake.actions]).toEqual([]);
  });
});

describe("help", () => {
  test("lists every verb", async () => {
    const { stdout, stderr } = await run(undefined, "--help");
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^ {2}${verb.split(" ")[0]}\\b`, "m"));
    expect(stderr).toBe("");
  });

  test.each(VERBS)("explains %s", async (verb) => {
    const { stdout } = await run(undefined, `${verb} --help`);
    expect(stdout).toMatch(new RegExp(`^Usage: shop ${verb}`));
    if (verb !== "barista") expect(stdout).toMatch(/--target <where>.*--json/s);
  });
});

const NEED_A_SHOP = [
  "queues",
  "queues --json",
  "order --drink latte --name Ada",
  "rush 5",
  "peek",
  "barista stop",
  "inbox",
];

test.each(NEED_A_SHOP)("without a shop %s fails with one clear sentence", async (words) => {
  const { stdout, stderr } = await run(undefined, words, { environment: { SHOP_FOLDER: "/nowhere" }, exits: 1 });
  expect([stdout, stderr]).toEqual(["", "no shop is open here: run npm start\n"]);
});

test.each([
  ["queues", /the shop does not answer \(ENOTFOUND\).* npm start/],
  ["queues --target aws", /^AWS does not answer \(ENOTFOUND\): look at the network/m],
])("%s that reaches nobody says where to look", async (words, said) => {
  const open = () => Promise.reject(Object.assign(new Error(""), { code: "ENOTFOUND" }));
  expect((await run(undefined, words, { open, exits: 1 })).stderr).toMatch(said);
});
