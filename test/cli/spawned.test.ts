import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { anOrder } from "../lambda/support/orders";
import { eachTestHasAFolder } from "../support/folder";
import { eachTestHasADrillShop } from "./support/drill-shop";
import { eachTestHasAFakeShop, type FakeShop, message, openFakeShop, queueOf } from "./support/fake-shop";

const ROOT = join(__dirname, "..", "..");

const folder = eachTestHasAFolder();
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

const spawnShop = (fake: FakeShop, words: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess => {
  writeFileSync(join(folder(), "shop.json"), JSON.stringify(fake.file));
  const child = spawn(process.execPath, ["--import", "tsx", join(ROOT, "bin", "shop.ts"), ...words], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], HOME: folder(), SHOP_FOLDER: folder(), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  return child;
};

const outcomeOf = async (child: ChildProcess) => {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (text) => (stdout += text));
  child.stderr?.on("data", (text) => (stderr += text));
  const [exitCode, signal] = await once(child, "close");
  return { exitCode, signal, stdout, stderr };
};

jest.setTimeout(30_000);

describe("bin/shop.ts as a program", () => {
  const fake = eachTestHasAFakeShop();
  const start = (words: readonly string[], environment: NodeJS.ProcessEnv = {}) => spawnShop(fake, words, environment);

  test("can be started by its name", () => {
    expect(statSync(join(ROOT, "bin", "shop.ts")).mode & 0o111).toBe(0o111);
  });

  test("prints pure JSON, names its target beside it, and says nothing else", async () => {
    const { exitCode, stdout, stderr } = await outcomeOf(start(["queues", "--json"]));
    expect(JSON.parse(stdout)).toHaveLength(11);
    expect([stderr, exitCode]).toEqual([`LOCAL 000000000000 @ ${new URL(fake.file.endpoint).host}\n`, 0]);
  });

  test("ends with 2 for wrong usage and with 1 without a shop", async () => {
    const [wrong, closed] = await Promise.all([
      outcomeOf(start(["rush"])),
      outcomeOf(start(["queues"], { SHOP_FOLDER: join(folder(), "none") })),
    ]);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
    expect(closed).toMatchObject({ exitCode: 1, stdout: "", stderr: "no shop is open here: run npm start\n" });
  });

  test("says in one sentence that the shop has died meanwhile", async () => {
    const gone = await openFakeShop();
    await gone.close();
    const elsewhere = join(folder(), "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "shop.json"), JSON.stringify(gone.file));
    const runs = ["queues", "inbox"].map((verb) => outcomeOf(start([verb], { SHOP_FOLDER: elsewhere })));
    for (const { exitCode, stderr } of await Promise.all(runs)) {
      expect(stderr).toBe(
        "the shop does not answer (ECONNREFUSED): is it still open? Look where npm start runs, or start it again\n",
      );
      expect(exitCode).toBe(1);
    }
  });

  const SPY = `const files = require("node:fs/promises"); const { readFile } = files;
    files.readFile = (path, ...rest) => {
      if (String(path).includes(".aws")) console.error("opened", path);
      return readFile(path, ...rest);
    };`;
  const LOCAL = ["queues", "subscriptions", "barista start", "publish trivia --subject S --text T"];

  test.each(LOCAL)("opens no AWS profile of this machine for a local shop: %s", async (words) => {
    const spy = join(folder(), "spy.cjs");
    writeFileSync(spy, SPY);
    const environment = { NODE_OPTIONS: `--require ${spy}`, AWS_PROFILE: "none" };
    const { exitCode, stderr } = await outcomeOf(start(words.split(" "), environment));
    expect([stderr, exitCode]).toEqual(["", 0]);
  });

  test("is quiet when its reader has gone", async () => {
    for (let number = 1; number <= 1_000; number++) queueOf(fake, "OrdersQueueUrl").push(message(anOrder(number)));
    const child = start(["peek", "--limit", "1000", "--json"]);
    child.stdout?.destroy();
    const { exitCode, stderr } = await outcomeOf(child);
    expect(stderr).not.toMatch(/EPIPE|at /);
    expect(exitCode).toBe(0);
  });

  test("stops cleanly on Ctrl-C, with its account", async () => {
    fake.baristaWorks = false;
    const child = start(["rush", "10", "--json"]);
    const outcome = outcomeOf(child);
    while (fake.asked.length === 0) await pause(50);
    setTimeout(() => child.kill("SIGINT"), 500);
    const { exitCode, signal, stdout } = await outcome;
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 10, ready: 0, lost: 0 });
    expect({ exitCode, signal }).toEqual({ exitCode: 130, signal: null });
  });
});

describe("a drill brings the barista back", () => {
  const shop = eachTestHasADrillShop();
  afterEach(() => Reflect.deleteProperty(shop.fake, "baristaWorks"));

  /** Begins a drill whose barista would stay away for ten minutes; resolves when the barista is away. */
  const baristaAway = async (): Promise<ChildProcess> => {
    const drill = spawnShop(shop.fake, ["drill", "--orders", "30", "--rate", "30", "--away", "600"]);
    while (shop.fake.baristaWorks) await pause(20);
    return drill;
  };

  /** Lets time pass between the call and the barista's return, as on AWS. */
  const comesBackAfter = (milliseconds: number): void => {
    let works = false;
    const set = () => void setTimeout(() => (works = true), milliseconds);
    Object.defineProperty(shop.fake, "baristaWorks", { get: () => works, set, configurable: true });
  };

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("on %s", async (signal) => {
    const drill = await baristaAway();
    drill.stdout?.resume();
    drill.stderr?.resume();
    drill.kill(signal);
    expect([await once(drill, "exit"), shop.fake.baristaWorks]).toEqual([[130, null], true]);
  });

  test("when its reader has gone", async () => {
    const drill = await baristaAway();
    drill.stdout?.destroy();
    drill.stderr?.destroy();
    drill.kill("SIGHUP");
    await once(drill, "exit");
    expect(shop.fake.baristaWorks).toBe(true);
  });

  test("when that takes longer than other verbs get for their last words", async () => {
    const drill = await baristaAway();
    drill.stdout?.resume();
    drill.stderr?.resume();
    comesBackAfter(3_000);
    drill.kill("SIGINT");
    expect([await once(drill, "exit"), shop.fake.baristaWorks]).toEqual([[130, null], true]);
  });
});
