import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { switchBarista } from "../../operations/barista";
import { queueDepth } from "../../operations/queue-depths";
import { processesOf } from "../support/processes-of";
import { A_WHILE_MS, until } from "../support/until";
import { newFolder, openShop, removeFolder, temporaryFolder } from "./open-shop";
import { lattes, onTheBoard, order, untilOnTheBoard } from "./shared-shop";

const folders: string[] = [];
const folder = (): string => {
  const made = newFolder();
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach(removeFolder));

const { signal } = new AbortController();

const onLinux = process.platform === "linux" ? it : it.skip;
if (process.platform !== "linux") console.warn("skipped: without /proc it cannot be seen which processes are left");

describe("the local shop (engine)", () => {
  onLinux("closes on Ctrl-C without leaving a process, a temporary folder or its shop file", async () => {
    const here = folder();
    const opened = await openShop(here);
    expect(processesOf(here).length).toBeGreaterThan(1);
    await order(opened.shop, lattes(1, "Last"));
    expect(await opened.close("SIGINT")).toBe(0);
    await until("its processes are gone", A_WHILE_MS, () => processesOf(here).length === 0);
    expect(existsSync(join(here, "shop.json"))).toBe(false);
    expect(existsSync(join(here, "scratch"))).toBe(false);
    expect(readdirSync(temporaryFolder(here))).toEqual([]);
  });

  onLinux("leaves nothing behind when it is killed without a word", async () => {
    const here = folder();
    const opened = await openShop(here);
    opened.process.kill("SIGKILL");
    await until("its processes are gone", A_WHILE_MS, () => processesOf(here).length === 0);
  });

  it("lets two shops be open at the same time, each on ports of its own", async () => {
    const [here, there] = [folder(), folder()];
    const one = await openShop(here);
    const two = await openShop(there);
    try {
      expect(new Set([one.file.board, two.file.board, one.file.endpoint, two.file.endpoint]).size).toBe(4);
      const [mine = ""] = await order(one.shop, lattes(1, "One"));
      await untilOnTheBoard(one.shop, [mine]);
      expect(await onTheBoard(two.shop, [mine])).toEqual([]);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  it("keeps orders that wait over night, without deploying again", async () => {
    const here = folder();
    const evening = await openShop(here);
    await switchBarista(evening.shop, false, signal);
    const orderIds = await order(evening.shop, lattes(10, "Early bird"));
    await evening.close("SIGTERM");

    const morning = await openShop(here);
    try {
      expect(morning.output()).not.toMatch(/deploy/i);
      expect(await queueDepth(morning.shop, "orders")).toMatchObject({ waiting: 10 });
      await switchBarista(morning.shop, true, signal);
      await untilOnTheBoard(morning.shop, orderIds);
    } finally {
      await morning.close();
    }
  });
});
