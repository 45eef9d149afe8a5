import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import * as v from "valibot";
import { fingerprint } from "../../local/fingerprint";
import { KeptList } from "../../local/kept-list";
import { countKept, keptIn, moveKeptState, noteKeptState, readKeptState } from "../../local/kept-state";
import { describeShop, functionUrlAtAws, functionUrlHere, writeShopFile } from "../../local/shop-file";
import { takeStateFolder } from "../../local/state-folder";
import { startOf } from "../../operations/lock-file.cjs";
import { parseShopFile } from "../../operations/shop-file";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();

/** A process that is alive and not this one, whoever started the tests, as its lock names it. */
const somebodyElse = `${process.ppid} ${startOf(process.ppid)}`;

/** No process has it: process ids end well below. */
const nobody = "99999999";

/** A folder in which a shop was before. */
const shopWas = (path = folder()): void => {
  takeStateFolder(path).force();
};

const pidFile = () => join(folder(), "shop.pid");

describe("a state folder", () => {
  test("is taken by one process, which it names", async () => {
    const taken = takeStateFolder(folder());
    expect(readFileSync(pidFile(), "utf8")).toBe(`${process.pid} ${startOf(process.pid)}`);
    expect([taken.path, taken.instead, existsSync(taken.scratch)]).toEqual([folder(), false, true]);
    await taken.close();
    expect([existsSync(pidFile()), existsSync(taken.scratch)]).toEqual([false, false]);
  });

  test("is made when it is not there", () => {
    expect(takeStateFolder(join(folder(), "a", "b")).path).toBe(join(folder(), "a", "b"));
  });

  test("that another shop has open is left to it; this one takes a folder inside", () => {
    shopWas();
    writeFileSync(pidFile(), somebodyElse);
    writeFileSync(join(folder(), "shop.json"), "theirs");
    const second = takeStateFolder(folder());
    expect([second.path, second.instead]).toEqual([join(folder(), "shop-2"), true]);
    expect(readFileSync(join(folder(), "shop.json"), "utf8")).toBe("theirs");
  });

  test("goes to the third when the second is open too", () => {
    shopWas();
    shopWas(join(folder(), "shop-2"));
    for (const path of [pidFile(), join(folder(), "shop-2", "shop.pid")]) writeFileSync(path, somebodyElse);
    expect(takeStateFolder(folder()).path).toBe(join(folder(), "shop-3"));
  });

  const stale = [nobody, "", "not a number", "-1", String(process.ppid), `${process.ppid} another-start`];
  test.each(stale)("is cleared of what a shop left that died (its id: %p)", (pid) => {
    shopWas();
    const before = takeStateFolder(folder());
    mkdirSync(join(before.scratch, "ministack-lambda-1"));
    writeFileSync(pidFile(), pid);
    writeFileSync(join(folder(), "shop.json"), "{}");
    const taken = takeStateFolder(folder());
    expect([taken.path, taken.wasLeftOpen, existsSync(taken.shopFile)]).toEqual([folder(), true, false]);
    expect([before.scratch, taken.scratch].map((scratch) => existsSync(scratch))).toEqual([false, true]);
  });

  test("of somebody else is refused, and nothing in it is touched", () => {
    for (const name of ["logs", "scratch", "cdk.out"]) mkdirSync(join(folder(), name));
    writeFileSync(join(folder(), "logs", "diary.txt"), "mine");
    writeFileSync(join(folder(), "shop.json"), "mine");
    const before = readdirSync(folder(), { recursive: true });
    expect(() => takeStateFolder(folder())).toThrow(/has files in it that are not a shop's: give --folder a folder/);
    expect(readdirSync(folder(), { recursive: true })).toEqual(before);
  });

  test("of an earlier version, which left no marker, is known by what only a shop writes", () => {
    mkdirSync(join(folder(), "logs"));
    writeFileSync(join(folder(), "logs", "engine.log"), "");
    mkdirSync(join(folder(), "cdk.out"));
    writeFileSync(noteFile(), JSON.stringify(state));
    expect(takeStateFolder(folder()).path).toBe(folder());
  });

  test("with a link in the place of what a shop writes is refused", () => {
    shopWas();
    mkdirSync(join(folder(), "mine"));
    symlinkSync(join(folder(), "mine"), join(folder(), "logs"));
    expect(() => takeStateFolder(folder())).toThrow(/logs is a link: a shop writes into its own folder only$/);
  });

  test("that cannot be written to is one clear sentence", () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(() => takeStateFolder(file)).toThrow(/^the state folder cannot be used: .*give --folder another folder\)$/);
  });

  test("throws away what was kept when asked to, but nothing that lies beside it", () => {
    const taken = takeStateFolder(folder());
    const kept = taken.newEngineState();
    const inState = (name: string) => join(taken.engineState(kept), name);
    for (const name of ["state.jsonl", "lock", "sqs.json", "diary.txt"]) writeFileSync(inState(name), "kept");
    for (const file of [taken.keptState, taken.inbox, taken.readyOrders]) writeFileSync(file, "kept");
    expect(taken.engineStates()).toEqual([kept]);
    taken.forgetAll();
    expect([taken.keptState, taken.inbox, taken.readyOrders].filter((file) => existsSync(file))).toEqual([]);
    expect(readdirSync(taken.engineState(kept))).toEqual(["diary.txt"]);
    expect(taken.engineStates()).toEqual([]);
  });

  test("moves away what was kept, in a folder that can be opened, and counts it", () => {
    const taken = takeStateFolder(folder());
    const engineState = taken.newEngineState();
    writeFileSync(
      join(taken.engineState(engineState), "state.jsonl"),
      '{"receipt_handle": null}{"receipt_handle": "x"}',
    );
    writeFileSync(taken.readyOrders, "{}\n");
    const kept = keptIn(taken);
    expect(kept).toEqual({ fingerprint: "", engineState, enginePort: 0, outputs: {} });
    expect(countKept(taken, { ...state, engineState })).toBe("2 messages in its queues, 1 orders that were ready");
    const aside = taken.moveAway();
    expect(basename(aside)).toMatch(/^moved-away-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/);
    expect(keptIn(taken)).toBeUndefined();
    expect(keptIn(takeStateFolder(aside))).toEqual(kept);
  });

  test("never searches for the engine's state outside of itself", () => {
    const taken = takeStateFolder(folder());
    expect(relative(folder(), taken.engineState("../../../etc"))).toBe(join("engine-state", "etc"));
  });

  test("is named as somebody would type it", () => {
    expect(takeStateFolder(folder()).typed).toBe(folder());
  });
});

const noteFile = () => join(folder(), "kept-state.json");

const state = {
  fingerprint: "abc",
  engineState: "since-1",
  enginePort: 4566,
  outputs: { Orders: { QueueUrl: "http://localhost:4566/000000000000/Orders", TableName: "IdempotencyStore" } },
};

describe("the note about kept state", () => {
  test("is read as it was written", () => {
    noteKeptState(noteFile(), state);
    expect(readKeptState(noteFile())).toEqual(state);
  });

  test.each(["", "{", "[]", '{"fingerprint":"abc"}'])("is not trusted when it reads %p", (text) => {
    writeFileSync(noteFile(), text);
    expect(readKeptState(noteFile())).toBeUndefined();
  });

  test("is not there after a shop that was not closed in order", () => {
    expect(readKeptState(noteFile())).toBeUndefined();
  });
});

test("kept state that moves to another port names it in every queue URL", () => {
  expect(moveKeptState(state, 4567)).toEqual({
    ...state,
    enginePort: 4567,
    outputs: { Orders: { QueueUrl: "http://localhost:4567/000000000000/Orders", TableName: "IdempotencyStore" } },
  });
});

const file = () => join(folder(), "list.jsonl");
const list = (most = 10) => new KeptList(file(), v.object({ n: v.number() }), most);

describe("a kept list", () => {
  test("is empty in the beginning, and then what was added to it", () => {
    expect(list().read()).toEqual([]);
    list().add([{ n: 1 }]);
    list().add([]);
    list().add([{ n: 2 }, { n: 3 }]);
    expect(list().read()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test("survives a line that was not written to its end", () => {
    writeFileSync(file(), '{"n":1}\n{"n":"two"}\n{"n":3}\n{"n":');
    expect(list().read()).toEqual([{ n: 1 }, { n: 3 }]);
    list().add([{ n: 4 }]);
    expect(list().read()).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }]);
  });

  test("keeps the newest entries, and its file does not grow for ever", () => {
    list().add([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(list(2).read()).toEqual([{ n: 2 }, { n: 3 }]);
    expect(readFileSync(file(), "utf8")).toBe('{"n":2}\n{"n":3}\n');
  });
});

const deployed = {
  endpoint: "http://localhost:4566",
  outputs: {
    CoffeeShopOrders: {
      CashierUrl: "https://abc123.lambda-url.us-east-1.on.aws/",
      OrdersQueueUrl: "http://localhost:4566/000000000000/Orders",
    },
  },
};

describe("the description of the shop", () => {
  test("is what the command line reads", () => {
    const state = takeStateFolder(folder());
    const described = describeShop("http://localhost:3000", deployed);
    writeShopFile(state, described);
    expect(parseShopFile(readFileSync(state.shopFile, "utf8"))).toEqual({ ok: true, value: described });
    expect(described).toEqual({
      board: "http://localhost:3000",
      cashier: "http://localhost:3000/orders",
      endpoint: "http://localhost:4566",
      region: "us-east-1",
      account: "000000000000",
      outputs: {
        CoffeeShopOrders: {
          CashierUrl: "http://localhost:4566/_aws/lambda-url/abc123/",
          OrdersQueueUrl: "http://localhost:4566/000000000000/Orders",
        },
      },
      pid: process.pid,
      started: startOf(process.pid),
    });
  });

  test("goes when the shop closes", async () => {
    const state = takeStateFolder(folder());
    await writeShopFile(state, describeShop("http://localhost:3000", deployed)).close();
    expect(() => readFileSync(state.shopFile)).toThrow(/ENOENT/);
  });
});

describe("a function URL", () => {
  test("of AWS becomes one that the engine answers", () => {
    expect(functionUrlHere("https://abc123.lambda-url.us-east-1.on.aws/", "http://localhost:4566")).toBe(
      "http://localhost:4566/_aws/lambda-url/abc123/",
    );
  });

  test.each([
    "http://localhost:4566/000000000000/Orders",
    "https://abc123.lambda-url.us-east-1.on.aws.example.com/",
    "IdempotencyStore",
  ])("is not seen in %p", (value) => {
    expect(functionUrlHere(value, "http://localhost:4566")).toBe(value);
  });

  test("has a way back", () => {
    const there = "https://abc123.lambda-url.us-east-1.on.aws/";
    expect(functionUrlAtAws(functionUrlHere(there, "http://localhost:4566"), "us-east-1")).toBe(there);
    expect(functionUrlAtAws(there, "us-east-1")).toBe(there);
  });
});

/** What a synthesis leaves behind, as far as it matters here. */
const assembly = (name: string, { queue = "Orders", code = "aaa", made = "here" } = {}): string => {
  const path = join(folder(), name);
  mkdirSync(join(path, `asset.${code}`), { recursive: true });
  const write = (file: string, content: unknown) => writeFileSync(join(path, file), JSON.stringify(content));
  write("Orders.template.json", { Resources: { [queue]: { Type: "AWS::SQS::Queue" } } });
  write("Orders.assets.json", { files: { [code]: { source: { path: `/${made}/asset.${code}` } } } });
  write("manifest.json", { made });
  write("tree.json", { made });
  write(join(`asset.${code}`, "index.template.json"), { made });
  return path;
};

describe("the fingerprint of an assembly", () => {
  test("is the same for the same templates and code, wherever it was made", () => {
    const one = fingerprint(assembly("one"), "engine");
    expect(fingerprint(assembly("two", { made: "there" }), "engine")).toBe(one);
  });

  test("is another one for another template, other code or another engine", () => {
    const one = fingerprint(assembly("one"), "engine");
    expect(fingerprint(assembly("template", { queue: "Other" }), "engine")).not.toBe(one);
    expect(fingerprint(assembly("code", { code: "bbb" }), "engine")).not.toBe(one);
    expect(fingerprint(assembly("one"), "engine 2")).not.toBe(one);
  });

  test("is another one when a stack is added", () => {
    const path = assembly("one");
    const before = fingerprint(path, "engine");
    cpSync(join(path, "Orders.template.json"), join(path, "More.template.json"));
    expect(fingerprint(path, "engine")).not.toBe(before);
  });

  test("is not made up for a manifest that cannot be read", () => {
    const path = assembly("one");
    writeFileSync(join(path, "Orders.assets.json"), "{");
    expect(() => fingerprint(path, "engine")).toThrow(/Orders\.assets\.json is no asset manifest/);
  });
});
