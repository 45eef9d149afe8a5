import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as v from "valibot";
import { fingerprint } from "../../local/fingerprint";
import { KeptList } from "../../local/kept-list";
import { moveKeptState, noteKeptState, readKeptState } from "../../local/kept-state";
import { describeShop, functionUrlAtAws, functionUrlHere, writeShopFile } from "../../local/shop-file";
import { takeStateFolder } from "../../local/state-folder";
import { parseShopFile } from "../../operations/shop-file";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();

/** A process that is alive and not this one: whoever started the tests. */
const somebodyElse = String(process.ppid);

/** No process has it: process ids end well below. */
const nobody = "99999999";

const pidFile = () => join(folder(), "shop.pid");

describe("a state folder", () => {
  test("is taken by one process, which it names", async () => {
    const taken = takeStateFolder(folder());
    expect(readFileSync(pidFile(), "utf8")).toBe(String(process.pid));
    expect([taken.path, taken.instead, existsSync(taken.scratch)]).toEqual([folder(), false, true]);
    await taken.close();
    expect([existsSync(pidFile()), existsSync(taken.scratch)]).toEqual([false, false]);
  });

  test("is made when it is not there", () => {
    expect(takeStateFolder(join(folder(), "a", "b")).path).toBe(join(folder(), "a", "b"));
  });

  test("that another shop has open is left to it; this one takes a folder inside", () => {
    writeFileSync(pidFile(), somebodyElse);
    writeFileSync(join(folder(), "shop.json"), "theirs");
    const second = takeStateFolder(folder());
    expect([second.path, second.instead]).toEqual([join(folder(), "shop-2"), true]);
    expect(readFileSync(join(folder(), "shop.json"), "utf8")).toBe("theirs");
  });

  test("goes to the third when the second is open too", () => {
    mkdirSync(join(folder(), "shop-2"));
    for (const path of [pidFile(), join(folder(), "shop-2", "shop.pid")]) writeFileSync(path, somebodyElse);
    expect(takeStateFolder(folder()).path).toBe(join(folder(), "shop-3"));
  });

  test.each([nobody, "", "not a number", "-1"])("is cleared of what a shop left that died (its id: %p)", (pid) => {
    writeFileSync(pidFile(), pid);
    writeFileSync(join(folder(), "shop.json"), "{}");
    mkdirSync(join(folder(), "scratch", "ministack-lambda-1"), { recursive: true });
    const taken = takeStateFolder(folder());
    expect([taken.path, existsSync(taken.shopFile)]).toEqual([folder(), false]);
    expect(existsSync(join(taken.scratch, "ministack-lambda-1"))).toBe(false);
  });

  test("that cannot be written to is one clear sentence", () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(() => takeStateFolder(file)).toThrow(/^the state folder cannot be used: .*give --folder another folder\)$/);
  });

  test("starts afresh in a place of its own, without what was kept", () => {
    const taken = takeStateFolder(folder());
    const first = taken.freshEngineState();
    writeFileSync(join(taken.engineState(first), "sqs.json"), "{}");
    for (const kept of [taken.keptState, taken.inbox, taken.readyOrders]) writeFileSync(kept, "kept");
    const second = taken.freshEngineState();
    expect(second).not.toBe(first);
    expect([existsSync(taken.engineState(second)), existsSync(taken.engineState(first))]).toEqual([true, false]);
    expect([taken.keptState, taken.inbox, taken.readyOrders].map((kept) => existsSync(kept))).toEqual([
      false,
      false,
      false,
    ]);
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

describe("kept state that moves to another port", () => {
  test("names the new port in every queue URL", () => {
    const sqs = join(folder(), "sqs.json");
    const engine = '{"url":"http://localhost:4566/000000000000/Orders","other":"http://localhost:45660/x"}';
    writeFileSync(sqs, engine);
    expect(moveKeptState(folder(), state, 4567)).toEqual({
      ...state,
      enginePort: 4567,
      outputs: { Orders: { QueueUrl: "http://localhost:4567/000000000000/Orders", TableName: "IdempotencyStore" } },
    });
    expect(readFileSync(sqs, "utf8")).toBe(engine.replace("4566/", "4567/"));
  });

  test("is left alone when the port is the same", () => {
    expect(moveKeptState(join(folder(), "missing"), state, 4566)).toBe(state);
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
