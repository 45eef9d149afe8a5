import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { newFolder, type OpenShop, openShop, removeFolder } from "../journeys/open-shop";
import { boardAction } from "../support/board-action";
import { A_WHILE_MS, until } from "../support/until";
import { openBoard, untilFigure } from "./support/board-page";
import { heapBytes, longTasks, watchTasks } from "./support/in-the-page";
import { eachFileHasABrowser } from "./visitor";

const PROBE = join(__dirname, "support", "heap-probe.cjs");

const memory = v.object({ inUse: v.number(), resident: v.number() });

/** Memory of the process that keeps a shop open, in bytes: what it uses, and what the system has given it. */
export type ServerMemory = v.InferOutput<typeof memory>;

/** A shop that tells how much memory it uses. */
export interface ProbedShop extends OpenShop {
  memory(): Promise<ServerMemory>;
}

/** Opens a shop of its own in a folder. */
export const openProbedShop = async (folder: string): Promise<ProbedShop> => {
  const file = join(folder, "memory.json");
  const before = { ...process.env };
  let shop: OpenShop;
  try {
    Object.assign(process.env, { NODE_OPTIONS: `--require ${JSON.stringify(PROBE)}`, HEAP_PROBE_FILE: file });
    shop = await openShop(folder);
  } finally {
    process.env = before;
  }
  return {
    ...shop,
    memory: () => {
      rmSync(file, { force: true });
      shop.process.kill("SIGUSR2");
      return until("the shop has told its memory", A_WHILE_MS, () => {
        try {
          return v.parse(memory, JSON.parse(readFileSync(file, "utf8")));
        } catch {
          return undefined;
        }
      });
    },
  };
};

const visitor = eachFileHasABrowser();

const ORDERS = 10_000;

/** The engine makes about 150 drinks a second on a machine that has nothing else to do. */
const RUSH_MS = 900_000;

/** The last seconds of the rush, and those after it. */
const LAST_SECONDS_MS = 15_000;

/** A page that answers within this long feels as if it answered at once. */
const RESPONSIVE_MS = 200;

const MB = 2 ** 20;

/** What the page may hold more than before: the chart's five minutes, and what the scripts of a page come to in time. */
const PAGE_GROWTH_BYTES = 10 * MB;

/** What the server may hold more: ten thousand orders on the pickup board, and compiled code. */
const SERVER_GROWTH_BYTES = 40 * MB;

let folder: string;
let shop: ProbedShop;
beforeAll(async () => {
  folder = newFolder();
  shop = await openProbedShop(folder);
}, 300_000);
afterAll(async () => {
  await shop?.close();
  removeFolder(folder);
});

const rushState = v.object({ orders: v.number(), accepted: v.number(), refused: v.number(), ready: v.number() });
const boardState = v.object({ ready: v.object({ count: v.number() }), rushes: v.array(rushState) });

const stateOfBoard = async () => v.parse(boardState, await (await fetch(`${shop.file.board}/api/state`)).json());

test(
  `${ORDERS} orders do not keep the page from answering, and leave no memory behind (engine)`,
  async () => {
    const page = await visitor.openPage();
    await watchTasks(page);
    await openBoard(page, shop.file.board);
    await untilFigure(page, "ready-count", 0);
    const before = { page: await heapBytes(page), server: await shop.memory() };

    const began = Date.now();
    expect(await boardAction(shop.file.board, "rush", { orders: ORDERS })).toMatchObject([200, {}]);
    await until("all are ready", RUSH_MS, async () => {
      await pause(1_000);
      return (await stateOfBoard()).ready.count === ORDERS;
    });
    const tookMs = Date.now() - began;
    await untilFigure(page, "ready-count", ORDERS);
    await untilFigure(page, "waiting", 0);
    const rushesAre = async (expected: object) => isDeepStrictEqual((await stateOfBoard()).rushes, [expected]);
    const followed = { orders: ORDERS, accepted: ORDERS, refused: 0, ready: ORDERS };
    await until("the rush was followed to its end", 60_000, () => rushesAre(followed));
    const { tasks, now } = await longTasks(page);

    const atTheEnd = tasks.filter(({ startTime }) => startTime > now - LAST_SECONDS_MS);
    const longest = (some: typeof tasks) => Math.round(Math.max(0, ...some.map(({ duration }) => duration)));
    const after = { page: await heapBytes(page), server: await shop.memory() };
    const mb = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;
    console.info(
      [
        `${ORDERS} orders ready after ${(tookMs / 1_000).toFixed(1)} s`,
        `tasks of 50 ms or more: ${tasks.length}, longest ${longest(tasks)} ms; in the last ${LAST_SECONDS_MS / 1_000} s longest ${longest(atTheEnd)} ms`,
        `memory of the page's scripts: ${mb(before.page)} before, ${mb(after.page)} after`,
        `memory of the server in use: ${mb(before.server.inUse)} before, ${mb(after.server.inUse)} after (resident ${mb(before.server.resident)}, ${mb(after.server.resident)})`,
      ].join("\n"),
    );
    expect(longest(atTheEnd)).toBeLessThan(RESPONSIVE_MS);
    expect(after.page - before.page).toBeLessThan(PAGE_GROWTH_BYTES);
    expect(after.server.inUse - before.server.inUse).toBeLessThan(SERVER_GROWTH_BYTES);
  },
  RUSH_MS + 120_000,
);
