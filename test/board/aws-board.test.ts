import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { eachTestHasAFakeShop, message, queueOf } from "../cli/support/fake-shop";
import { anOrder } from "../lambda/support/orders";
import { boardAction } from "../support/board-action";
import { eachTestHasAFolder } from "../support/folder";
import { until } from "../support/until";

const PROJECT = join(__dirname, "..", "..");
const DEADLINE_MS = 30_000;
const SECRET = "wJalrXUtnFEMIexamplekey";

const folder = eachTestHasAFolder();
const fake = eachTestHasAFakeShop();
const started: ChildProcess[] = [];
beforeEach(() => {
  fake.listsMessages = false;
  queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1)), message(anOrder(2), { hidden: true }));
  queueOf(fake, "PickupBoardQueueUrl").push(message("a"), message("b"), message("c"));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Starts `npm run board` against AWS that is not there: a server on this machine that speaks its protocols. */
const start = async (...words: string[]) => {
  const child = spawn(process.execPath, ["--import", "tsx", "bin/board.ts", ...words], {
    cwd: PROJECT,
    env: {
      PATH: process.env["PATH"],
      HOME: folder(),
      AWS_ENDPOINT_URL: fake.file.endpoint,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_REGION: "eu-west-1",
      SHOP_FOLDER: folder(),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  const ended = once(child, "exit");
  const toldUrl = () => /Order board {3}(\S+)/.exec(output)?.[1] ?? child.exitCode !== null;
  const told = await until("it says something", DEADLINE_MS, toldUrl);
  return { child, ended, url: String(told), output: () => output };
};

describe("a board on AWS (fake, not run on a real account)", () => {
  test("shows the shop, is read only, takes nothing out of it, and closes in order", async () => {
    const { child, ended, url, output } = await start("--target", "aws", "--port", "0");
    expect(output()).toMatch(/^AWS 123456789012 eu-west-1\nOrder board {3}http:\/\/localhost:\d+ {3}read only\n$/);
    const stateText = await until("it has polled", DEADLINE_MS, async () => {
      const text = await (await fetch(`${url}/api/state`)).text();
      return JSON.parse(text).at > 0 && text;
    });
    expect(JSON.parse(stateText)).toMatchObject({
      title: "AWS 123456789012 eu-west-1",
      target: "aws",
      changesAllowed: false,
      engine: "answering",
      orders: { waiting: 1, inHand: 1, oldestAgeSeconds: null },
      barista: { state: "Enabled" },
      ready: { count: 3, newest: [] },
      inbox: { count: 0, newest: [] },
    });
    expect(await (await fetch(`${url}/api/queues`)).json()).toHaveLength(11);
    for (const path of ["/api", "/api/state", "/api/subscriptions", "/"]) {
      expect(await (await fetch(url + path)).text()).not.toMatch(new RegExp(`${SECRET}|AKIDEXAMPLE`));
    }
    const error = expect.stringContaining("--allow-changes");
    expect(await boardAction(url, "peek", { queue: "ordersDeadLetter" })).toMatchObject([403, { error }]);
    expect((await fetch(`${url}/orders`, { method: "POST", body: "{}" })).status).toBe(404);
    expect([...new Set(fake.actions)].sort()).toEqual([
      "DescribeStacks",
      "GET /2015-03-31/event-source-mappings/BaristaEventSourceId",
      "GET /2019-09-30/functions/ExhibitBaristaFunctionName/concurrency",
      "GetCallerIdentity",
      "GetQueueAttributes",
      "ListSubscriptionsByTopic",
    ]);
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });

  test("takes actions when they are allowed, except peeks that use up attempts of orders", async () => {
    const { url, output } = await start("--target", "aws", "--port", "0", "--allow-changes");
    expect(output()).toContain("takes actions");
    const placed = await boardAction(url, "place-order", { drink: "latte", pickupName: "Ada" });
    expect(placed).toMatchObject([200, { status: "accepted" }]);
    expect(await boardAction(url, "barista", { to: "away" })).toEqual([200, { state: "Disabled" }]);
    expect(await boardAction(url, "walk-off", { seconds: 5 })).toMatchObject([400, {}]);
    expect(await boardAction(url, "peek", { queue: "orders" })).toMatchObject([400, { faults: [{ path: "queue" }] }]);
    expect(fake.actions).not.toContain("ReceiveMessage");
    expect(await boardAction(url, "peek", { queue: "ordersDeadLetter" })).toMatchObject([200, { messages: [] }]);
    const before = fake.actions.length;
    expect(await boardAction(url, "rush", { orders: 20 })).toMatchObject([200, {}]);
    await until("it is placed", DEADLINE_MS, async () => {
      const [rush] = JSON.parse(await (await fetch(`${url}/api/state`)).text()).rushes;
      return rush?.done && rush.accepted === 20 && rush.ready === null;
    });
    expect(fake.actions.slice(before)).not.toContain("BatchGetItem");
  });

  test("says why there is none: wrong words, no stacks, no local shop", async () => {
    const said = async (exitCode: number, ...words: string[]) => {
      const { ended, output } = await start(...words);
      expect(await ended).toEqual([exitCode, null]);
      return output();
    };
    expect(await said(2, "--target", "mars")).toContain("--target must be local or aws");
    delete fake.file.outputs["CoffeeShopOrders"];
    expect(await said(1, "--target", "aws")).toContain("no shop is deployed in AWS");
    expect(await said(1)).toBe("no shop is open here: run npm start\n");
    await said(0, "--help");
  });
});
