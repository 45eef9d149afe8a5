import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NoShopOpen, parseShopFile, readShopFile, shopFilePath } from "../../operations/shop-file";
import { A_SHOP_FILE as FILE } from "../cli/support/a-shop-file";

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

  test.each([
    "https://sqs.eu-west-1.amazonaws.com",
    "http://192.168.1.4:4566",
    "http://localhost.example.com:4566",
    "http://localhost@example.com:4566",
    "http://user:secret@localhost:4566",
    "https://localhost:4566",
    "localhost:4566",
    "",
    7,
  ])("is refused for the address %p", (address) => {
    for (const field of ["board", "cashier", "endpoint"]) {
      expect(faults({ [field]: address })).toEqual([
        `${field}: must be an http address of this machine such as http://localhost:4566, not ${String(address)}`,
      ]);
    }
  });

  test.each(["http://127.0.0.1:3000", "http://[::1]:3000", "http://localhost"])("may be at %s", (board) => {
    expect(faults({ board })).toEqual([]);
  });

  test("names every fault", () => {
    expect(faults({ region: "home", outputs: 7, pid: 0 })).toHaveLength(3);
    expect(faults({ outputs: { CoffeeShopOrders: { CashierUrl: 7 } } })).toEqual([
      "outputs.CoffeeShopOrders.CashierUrl: must be text",
    ]);
  });
});

describe("looking for the open shop", () => {
  let folder: string;
  const path = () => join(folder, "shop.json");
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shop-file-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

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

  test("says so in one sentence when none is open", () => {
    expect(() => readShopFile(path())).toThrow(new NoShopOpen(path()));
    expect(() => readShopFile(join(folder, "no", "such", "folder"))).toThrow("no shop is open here: run npm start");
  });

  test.each(["", "{", "[]", "null", '{"board": "http://localhost:3000"}'])("refuses the broken file %p", (text) => {
    writeFileSync(path(), text);
    expect(() => readShopFile(path())).toThrow(/does not describe a local shop: .*\(run npm start again\)$/s);
  });

  test("does not take an unreadable file for a missing one", () => {
    expect(() => readShopFile(folder)).toThrow(/cannot be read/);
  });
});
