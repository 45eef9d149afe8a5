import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DrillShop, openDrillShop } from "./support/drill-shop";

const ROOT = join(__dirname, "..", "..");

let shop: DrillShop;
let folder: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  shop = await openDrillShop();
  folder = mkdtempSync(join(tmpdir(), "shop-drill-"));
  writeFileSync(join(folder, "shop.json"), JSON.stringify(shop.fake.file));
});
afterEach(async () => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
  await shop.close();
});

jest.setTimeout(30_000);

/** Begins a drill whose barista would stay away for ten minutes; resolves when the barista is away. */
const baristaAway = async (): Promise<ChildProcess> => {
  const words = ["drill", "--orders", "30", "--rate", "30", "--away", "600"];
  child = spawn(process.execPath, ["--import", "tsx", join(ROOT, "bin", "shop.ts"), ...words], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], HOME: folder, SHOP_FOLDER: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  while (shop.fake.baristaWorks) await new Promise((resolve) => setTimeout(resolve, 20));
  return child;
};

/** Lets time pass between the call and the barista's return, as on AWS. */
const comesBackAfter = (milliseconds: number): void => {
  let works = false;
  Object.defineProperty(shop.fake, "baristaWorks", {
    get: () => works,
    set: () => {
      setTimeout(() => {
        works = true;
      }, milliseconds);
    },
  });
};

describe("a drill brings the barista back", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("on %s", async (signal) => {
    const drill = await baristaAway();
    drill.stdout?.resume();
    drill.stderr?.resume();
    drill.kill(signal);
    expect(await once(drill, "exit")).toEqual([130, null]);
    expect(shop.fake.baristaWorks).toBe(true);
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
    expect(await once(drill, "exit")).toEqual([130, null]);
    expect(shop.fake.baristaWorks).toBe(true);
  });
});
