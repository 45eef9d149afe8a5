import { spawn } from "node:child_process";
import { once } from "node:events";
import * as v from "valibot";
import { PROJECT, SHOP_COMMAND, typeShop } from "../support/shop-command";
import { A_WHILE_MS, until } from "../support/until";
import { sharedShop, untilQuiet } from "./shared-shop";

const shop = (...words: string[]): Promise<string> => typeShop(words);
const shopJson = async (...words: string[]): Promise<unknown> => JSON.parse(await shop(...words, "--json"));

const depths = v.array(v.object({ name: v.string(), waiting: v.number() }));

const waiting = async (): Promise<number | undefined> =>
  v.parse(depths, await shopJson("queues")).find(({ name }) => name === "orders")?.waiting;

describe("the command line (engine)", () => {
  it("names its target first, places an order and says when it is ready", async () => {
    const said = await shop("order", "--drink", "latte", "--name", "Ada");
    expect(said).toMatch(/^LOCAL 000000000000 @ localhost:\d+\n/);
    expect(said).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/);
    expect(said).toMatch(/\bready\b/);
  });

  it("sends the barista away, sees a rush of 200 wait, and sees each ready once on the return", async () => {
    await untilQuiet(sharedShop());
    await shop("barista", "stop");
    const rush = spawn(process.execPath, [...SHOP_COMMAND, "rush", "200", "--timeout", "300", "--json"], {
      cwd: PROJECT,
    });
    let summary = "";
    rush.stdout.on("data", (part: Buffer) => (summary += part));
    const ended = once(rush, "close");
    try {
      await until("two hundred orders wait", A_WHILE_MS, async () => (await waiting()) === 200);
    } finally {
      await shop("barista", "start");
    }
    expect(await ended).toEqual([0, null]);
    expect(JSON.parse(summary)).toMatchObject({
      accepted: 200,
      refused: 0,
      ready: 200,
      deadLettered: 0,
      lost: 0,
      double: 0,
    });
    await until("no order waits", A_WHILE_MS, async () => (await waiting()) === 0);
  });

  it("publishes an issue and shows whom it reached: customers 2 and 3, not customer 1", async () => {
    const subject = "Seeds of the command line";
    await shop("publish", "trivia", "--subject", subject, "--text", "Coffee beans are seeds.");
    const inbox = v.array(
      v.object({ customer: v.nullable(v.string()), subject: v.nullable(v.string()), text: v.string() }),
    );
    const reached = async (...whose: string[]) =>
      v
        .parse(inbox, await shopJson("inbox", ...whose))
        .filter((message) => `${message.subject} ${message.text}`.includes(subject))
        .map(({ customer }) => customer);
    await until("both have it", A_WHILE_MS, async () => (await reached()).length >= 4);
    expect((await reached()).sort()).toEqual(["2", "2", "3", "3"]);
    expect(await reached("1")).toEqual([]);
  });

  it("lists who is subscribed to what, without addresses", async () => {
    const listed = v.array(
      v.object({ newsletter: v.string(), protocol: v.string(), customer: v.nullable(v.string()) }),
    );
    const found = v.parse(listed, await shopJson("subscriptions"));
    expect(found.map(({ newsletter, protocol, customer }) => `${newsletter} ${protocol} ${customer}`).sort()).toEqual([
      "coupons email 1",
      "coupons https 1",
      "coupons lambda null",
      "coupons push null",
      "coupons sms 1",
      "coupons sqs null",
      "product-updates email 3",
      "product-updates lambda null",
      "product-updates push null",
      "product-updates sqs null",
      "trivia email 2",
      "trivia https 2",
      "trivia lambda null",
      "trivia push null",
      "trivia sms 3",
      "trivia sqs null",
    ]);
    expect(await shop("subscriptions")).not.toMatch(/customer\d@|1555010/);
  });
});
