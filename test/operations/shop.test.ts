import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { awsShop } from "../../operations/aws-shop";
import { exhibitIsDeployed, tightCashier } from "../../operations/exhibit";
import { localShop } from "../../operations/local-shop";
import { startOf } from "../../operations/lock-file.cjs";
import { subscribe, unsubscribe } from "../../operations/membership";
import { storeOutcome } from "../../operations/order-outcome";
import { explainError, ShopError } from "../../operations/shop-error";
import { NoShopOpen, parseShopFile, readShopFile, shopFilePath } from "../../operations/shop-file";
import { A_SHOP_FILE as FILE } from "../cli/support/a-shop-file";
import { eachTestHasAFakeShop, eachTestIsLoggedIn } from "../cli/support/fake-shop";
import { words } from "../lambda/support/words";
import { eachTestHasAFolder } from "../support/folder";

const fake = eachTestHasAFakeShop();

describe("the way into a shop on AWS", () => {
  eachTestIsLoggedIn(fake);

  test("is found by the outputs of its stacks and named after account and region", async () => {
    const shop = await awsShop({});
    expect(shop).toMatchObject({ target: "aws", title: "AWS 123456789012 eu-west-1", account: "123456789012" });
    expect([shop.board, shop.cashier]).toEqual([undefined, `${fake.file.endpoint}/orders`]);
    expect(shop.output("TriviaTopicArn")).toBe("arn:aws:sns:us-east-1:000000000000:TriviaTopicArn");
    expect((await awsShop({ region: "us-west-2" })).title).toBe("AWS 123456789012 us-west-2");
  });

  test("says what to do when no shop is deployed there", async () => {
    delete fake.file.outputs["CoffeeShopNewsletters"];
    await expect(awsShop({})).rejects.toThrow(
      "no shop is deployed in AWS 123456789012 eu-west-1: there is no stack CoffeeShopNewsletters (run npx cdk deploy --all, or choose another stage with --stage)",
    );
  });

  test.each([
    ["staging", "-staging (run npx cdk deploy --all -c stage=staging, or choose another stage"],
    ["local", "not a stage on AWS: local"],
    ["a/b", "not a stage on AWS: a/b"],
  ])("says so when there is no stage %s, and does nothing at another", async (stage, message) => {
    await expect(awsShop({ stage })).rejects.toThrow(message);
  });

  test("finds each stage by its own stacks, and names it", async () => {
    const names = Object.entries(fake.file.outputs).map(([stack, outputs]) => [`${stack}-staging`, outputs] as const);
    Object.assign(fake.file.outputs, Object.fromEntries(names));
    for (const stack of ["CoffeeShopOrders", "CoffeeShopNewsletters"]) delete fake.file.outputs[stack];
    const title = "AWS 123456789012 eu-west-1 staging";
    expect(await awsShop({ stage: "staging" })).toMatchObject({ title, stage: "staging" });
  });

  test("does without the exhibit, which only some have", async () => {
    expect(exhibitIsDeployed(await awsShop({}))).toBe(true);
    delete fake.file.outputs["TightlyCoupledExhibit"];
    const shop = await awsShop({});
    expect(exhibitIsDeployed(shop)).toBe(false);
    expect(() => tightCashier(shop)).toThrow(
      "the tightly coupled exhibit is not deployed (npx cdk deploy TightlyCoupledExhibit -c exhibit=true)",
    );
  });

  test("says what to do when no region is set", async () => {
    delete process.env["AWS_REGION"];
    await expect(awsShop({})).rejects.toThrow(
      "no AWS region is set (use --region, AWS_REGION, or a profile that has one)",
    );
  });

  test("signs what it sends to the cashier, body and all", async () => {
    const { askCashier } = await awsShop({});
    const idempotencyKey = "00000000-0000-4000-8000-000000000000";
    const ask = (body: string) => askCashier({ body, idempotencyKey, signal: AbortSignal.timeout(5_000) });
    expect((await ask('{"drink":"latte"}')).status).toBe(202);
    await ask('{"drink":"tea"}');
    const [latte, tea] = fake.asked.map(({ authorization }) => authorization ?? "");
    expect(latte).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/lambda\/aws4_request, SignedHeaders=content-type;host;idempotency-key;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
    expect(tea).not.toBe(latte);
  });

  test("signs what it sends to the membership function", async () => {
    const shop = await awsShop({});
    const input = { newsletter: "coupons", protocol: "sms", endpoint: "+15550142" } as const;
    await subscribe(shop, input, AbortSignal.timeout(5_000));
    fake.membership.answers.push({ status: 200, body: { removed: true } });
    await unsubscribe(shop, input, AbortSignal.timeout(5_000));
    const signed = fake.membership.asked.map(({ method, authorization = "" }) => [method, authorization.slice(0, 40)]);
    expect(signed).toEqual([
      ["POST", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"],
      ["DELETE", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"],
    ]);
  });
});

describe("what becomes of orders, by the idempotency store", () => {
  eachTestIsLoggedIn(fake);

  test("is asked for a hundred at a time; what is finished is ready, as of now", async () => {
    const ids = Array.from({ length: 250 }, (_, place) => `order-${place}`);
    for (const orderId of ids.slice(0, 240)) fake.ready.push({ orderId, readyAt: "", deliveries: 1 });
    const found = await storeOutcome(await awsShop({}), () => 77).ready(new Set(ids));
    expect([...found.keys()]).toEqual(ids.slice(0, 240));
    expect(found.get("order-0")).toEqual({ readyAt: 77, timesShown: null, announcements: null });
    expect(fake.actions.filter((action) => action === "BatchGetItem")).toHaveLength(3);
  });

  test("knows only how long the queue is", async () => {
    fake.listsMessages = false;
    fake.queues.set("OrdersQueueUrl", []);
    const outcome = storeOutcome(await awsShop({}));
    expect(await outcome.onTheWay(new Set(["a", "b"]))).toBe(0);
    fake.baristaWorks = false;
    await fetch(fake.file.cashier, { method: "POST", body: "{}", headers: { "idempotency-key": "0".repeat(36) } });
    expect(await outcome.onTheWay(new Set(["a", "b"]))).toBe(1);
  });
});

const refusal = (changes: object): unknown => {
  try {
    return localShop({ ...fake.file, ...changes });
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

describe("the way into a local shop", () => {
  test("is named after the account and the engine", () => {
    const { title } = localShop({ ...fake.file, endpoint: "http://localhost:4566" });
    expect(title).toBe("LOCAL 000000000000 @ localhost:4566");
  });

  test("refuses any other account and any other machine, even when the file was not checked", () => {
    expect(refusal({ account: "123456789012" })).toBe(
      "not a local account: 123456789012 (a local shop is always 000000000000)",
    );
    expect(refusal({ endpoint: "https://sqs.eu-west-1.amazonaws.com" })).toMatch(/^not an address of this machine/);
    expect(refusal({ cashier: "https://abc.lambda-url.eu-west-1.on.aws" })).toMatch(/^not an address of this machine/);
  });

  test("goes to the engine even for a queue URL of AWS", async () => {
    const QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    await localShop(fake.file).sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(fake.actions).toEqual(["ReceiveMessage"]);
  });

  test("never asks for the credentials of this machine", async () => {
    const before = process.env;
    process.env = { ...before, AWS_PROFILE: "no-such-profile", AWS_ENDPOINT_URL: "http://localhost:1" };
    try {
      const { sqs } = localShop(fake.file);
      expect(await sqs.config.credentials()).toMatchObject({ accessKeyId: "local", secretAccessKey: "local" });
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: `${fake.file.endpoint}/000000000000/OrdersQueueUrl` }));
      expect(fake.actions).toEqual(["ReceiveMessage"]);
    } finally {
      process.env = before;
    }
  });

  test("asks the engine plainly, whatever the environment says about endpoints", async () => {
    const before = process.env;
    process.env = { ...before, AWS_USE_FIPS_ENDPOINT: "true", AWS_USE_DUALSTACK_ENDPOINT: "true" };
    try {
      const { sqs, sns, lambda, dynamodb } = localShop(fake.file);
      for (const { config } of [sqs, sns, lambda, dynamodb])
        expect([await config.useFipsEndpoint(), await config.useDualstackEndpoint()]).toEqual([false, false]);
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: `${fake.file.endpoint}/000000000000/OrdersQueueUrl` }));
      expect(fake.actions).toEqual(["ReceiveMessage"]);
    } finally {
      process.env = before;
    }
  });

  test("says what to do about an output that is not there", () => {
    const shop = localShop({ ...fake.file, outputs: { CoffeeShopOrders: { OrdersQueueUrl: "x" } } });
    expect(shop.output("OrdersQueueUrl")).toBe("x");
    expect(() => shop.output("TriviaTopicArn")).toThrow(
      "the deployed stack CoffeeShopNewsletters has no output TriviaTopicArn: it is of another version (stop the shop and run npm start -- --fresh)",
    );
  });
});

const withCode = (code: string) => Object.assign(new Error(""), { code });
const IS_IT_OPEN = "is it still open? Look where npm start runs, or start it again";
const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test("on AWS nobody is sent to look where npm start runs", () => {
  const unknown = Object.assign(withCode("ENOTFOUND"), { hostname: "sqs.eu-wets-1.amazonaws.com" });
  expect(explainError(unknown, "aws")).toBe(
    "AWS does not answer (ENOTFOUND): look at the network, the region and any proxy, and try again",
  );
  expect(explainError(named("TimeoutError", "aborted"), "aws")).toBe("AWS does not answer in time: try again");
});

test.each([
  [new ShopError("the shop is closed"), "the shop is closed"],
  [withCode("ECONNREFUSED"), `the shop does not answer (ECONNREFUSED): ${IS_IT_OPEN}`],
  [
    new TypeError("fetch failed", { cause: withCode("ECONNRESET") }),
    `the shop does not answer (ECONNRESET): ${IS_IT_OPEN}`,
  ],
  [
    named("CredentialsProviderError", "none found"),
    "no AWS credentials: none found (log in, or name a profile with --profile)",
  ],
  [named("TimeoutError", "aborted"), "the shop does not answer in time: try again"],
  [named("AccessDenied", "not for you"), "AccessDenied: not for you"],
  [new Error("plain"), "plain"],
  [withCode("EODD"), "EODD"],
  ["a word", "something that is not an error was thrown: a word"],
])("%p is explained", (error, explanation) => {
  expect(explainError(error)).toBe(explanation);
});

const faults = (changes: object): string[] => {
  const parsed = parseShopFile(JSON.stringify({ ...FILE, ...changes }));
  return parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path}: ${message}`);
};

describe("a shop file", () => {
  test("is read as it was written", () => {
    expect(parseShopFile(JSON.stringify(FILE))).toEqual({ ok: true, value: FILE });
  });

  test("keeps addresses without a slash at their end", () => {
    const parsed = parseShopFile(JSON.stringify({ ...FILE, board: "http://localhost:3000/" }));
    expect(parsed).toMatchObject({ ok: true, value: { board: "http://localhost:3000" } });
  });

  test.each(["123456789012", "", 0, null])("is refused for account %p", (account) => {
    expect(faults({ account })).toEqual([
      `account: must be 000000000000, the account of the local engine, not ${account === "" ? "" : String(account)}`,
    ]);
  });

  const ELSEWHERE = words(`
    https://sqs.eu-west-1.amazonaws.com http://192.168.1.4:4566 http://localhost.example.com:4566
    http://localhost@example.com:4566 http://user:secret@localhost:4566 https://localhost:4566 localhost:4566
  `);
  test.each([...ELSEWHERE, "", 7])("is refused for the address %p", (address) => {
    for (const field of ["board", "cashier", "endpoint"]) {
      expect(faults({ [field]: address })).toEqual([
        `${field}: must be an http address of this machine such as http://localhost:4566, not ${String(address)}`,
      ]);
    }
  });

  test.each(["http://127.0.0.1:3000", "http://[::1]:3000", "http://localhost"])("may be at %s", (board) => {
    expect(faults({ board })).toEqual([]);
  });

  test.each([
    "us-east-1",
    "ap-southeast-5",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "eu-isoe-west-1",
    "eusc-de-east-1",
  ])("may be in %s", (region) => {
    expect(faults({ region })).toEqual([]);
  });

  test("names every fault", () => {
    expect(faults({ region: "home", outputs: 7, pid: 0 })).toHaveLength(3);
    expect(faults({ outputs: { CoffeeShopOrders: { CashierUrl: 7 } } })).toEqual([
      "outputs.CoffeeShopOrders.CashierUrl: must be text",
    ]);
  });
});

describe("finding the open shop", () => {
  const folder = eachTestHasAFolder();
  const path = () => join(folder(), "shop.json");

  test("starts in .shop, or in the folder that SHOP_FOLDER names", () => {
    expect(shopFilePath({})).toBe(join(".shop", "shop.json"));
    expect(shopFilePath({ SHOP_FOLDER: "" })).toBe(join(".shop", "shop.json"));
    expect(shopFilePath({ SHOP_FOLDER: "/elsewhere" })).toBe("/elsewhere/shop.json");
  });

  test("finds the one whose process is alive", () => {
    writeFileSync(path(), JSON.stringify(FILE));
    expect(readShopFile(path(), () => true)).toEqual(FILE);
    expect(() => readShopFile(path(), () => false)).toThrow(NoShopOpen);
  });

  test("takes a real process id for alive only while it is", () => {
    writeFileSync(path(), JSON.stringify({ ...FILE, pid: process.pid }));
    expect(readShopFile(path()).pid).toBe(process.pid);
    writeFileSync(path(), JSON.stringify({ ...FILE, pid: 2 ** 22 + 1 }));
    expect(() => readShopFile(path())).toThrow("no shop is open here: run npm start");
  });

  test("does not take another process that has got the id meanwhile for the shop", () => {
    writeFileSync(path(), JSON.stringify({ ...FILE, pid: process.pid, started: startOf(process.pid) }));
    expect(readShopFile(path()).pid).toBe(process.pid);
    writeFileSync(path(), JSON.stringify({ ...FILE, pid: process.pid, started: "then" }));
    expect(() => readShopFile(path())).toThrow(NoShopOpen);
  });

  test("finds the one that is open inside, because the folder was another shop's when it opened", () => {
    const inside = { ...FILE, pid: process.pid, board: "http://localhost:3002" };
    mkdirSync(join(folder(), "shop-3"));
    writeFileSync(join(folder(), "shop-3", "shop.json"), JSON.stringify(inside));
    expect(readShopFile(path())).toEqual(inside);
    writeFileSync(path(), JSON.stringify({ ...FILE, pid: 2 ** 22 + 1 }));
    expect(readShopFile(path())).toEqual(inside);
  });

  test("says so in one sentence when none is open", () => {
    expect(() => readShopFile(path())).toThrow(new NoShopOpen(path()));
    expect(() => readShopFile(join(folder(), "no", "such", "folder"))).toThrow("no shop is open here: run npm start");
  });

  test.each(["", "{", "[]", "null", '{"board": "http://localhost:3000"}'])("refuses the broken file %p", (text) => {
    writeFileSync(path(), text);
    expect(() => readShopFile(path())).toThrow(/does not describe a local shop: .*\(run npm start again\)$/s);
  });

  test("does not take an unreadable file for a missing one", () => {
    expect(() => readShopFile(folder())).toThrow(/cannot be read/);
  });
});
