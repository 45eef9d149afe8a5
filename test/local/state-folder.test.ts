import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { StateFolder } from "../../local/state-folder";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();

/** A process that is alive and not this one: whoever started the tests. */
const somebodyElse = String(process.ppid);

/** No process has it: process ids end well below. */
const nobody = "99999999";

const pidFile = () => join(folder(), "shop.pid");

describe("a state folder", () => {
  test("is taken by one process, which it names", async () => {
    const taken = StateFolder.take(folder());
    expect(readFileSync(pidFile(), "utf8")).toBe(String(process.pid));
    expect([taken.path, taken.instead, existsSync(taken.scratch)]).toEqual([folder(), false, true]);
    await taken.close();
    expect([existsSync(pidFile()), existsSync(taken.scratch)]).toEqual([false, false]);
  });

  test("is made when it is not there", () => {
    expect(StateFolder.take(join(folder(), "a", "b")).path).toBe(join(folder(), "a", "b"));
  });

  test("that another shop has open is left to it; this one takes a folder inside", () => {
    writeFileSync(pidFile(), somebodyElse);
    writeFileSync(join(folder(), "shop.json"), "theirs");
    const second = StateFolder.take(folder());
    expect([second.path, second.instead]).toEqual([join(folder(), "shop-2"), true]);
    expect(readFileSync(join(folder(), "shop.json"), "utf8")).toBe("theirs");
  });

  test("goes to the third when the second is open too", () => {
    mkdirSync(join(folder(), "shop-2"));
    for (const path of [pidFile(), join(folder(), "shop-2", "shop.pid")]) writeFileSync(path, somebodyElse);
    expect(StateFolder.take(folder()).path).toBe(join(folder(), "shop-3"));
  });

  test.each([nobody, "", "not a number", "-1"])("is cleared of what a shop left that died (its id: %p)", (pid) => {
    writeFileSync(pidFile(), pid);
    writeFileSync(join(folder(), "shop.json"), "{}");
    mkdirSync(join(folder(), "scratch", "ministack-lambda-1"), { recursive: true });
    const taken = StateFolder.take(folder());
    expect([taken.path, existsSync(taken.shopFile)]).toEqual([folder(), false]);
    expect(existsSync(join(taken.scratch, "ministack-lambda-1"))).toBe(false);
  });

  test("that cannot be written to is one clear sentence", () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(() => StateFolder.take(file)).toThrow(/^the state folder cannot be used: .*give --folder another folder\)$/);
  });

  test("starts afresh in a place of its own, without what was kept", () => {
    const taken = StateFolder.take(folder());
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
    const taken = StateFolder.take(folder());
    expect(relative(folder(), taken.engineState("../../../etc"))).toBe(join("engine-state", "etc"));
  });

  test("is named as somebody would type it", () => {
    expect(StateFolder.take(folder()).typed).toBe(folder());
  });
});
