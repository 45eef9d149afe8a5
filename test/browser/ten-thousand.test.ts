import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { readShopFile, shopFilePath } from "../../cli/desk/shop-file";
import type { BoardState } from "../../local/board/state";
import { sharedShop } from "../journeys/shared-shop";
import { until } from "../journeys/until";
import { figure, openBoard, tidyUp, untilFigure } from "./support/board-page";
import { heapBytes, longTasks, watchTasks } from "./support/in-the-page";
import { eachFileHasABrowser } from "./visitor";

const shop = sharedShop();
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

/** What the server may hold more: ten thousand finished orders, and what Node.js keeps for the next rush. */
const SERVER_GROWTH_BYTES = 200 * MB;

const { pid } = readShopFile(shopFilePath(process.env));

/** Memory of the process that keeps the shop open. */
const serverBytes = (): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).trim()) * 1_024;

const stateOfBoard = async (): Promise<BoardState> =>
  (await fetch(`${shop.board}/api/state`)).json() as Promise<BoardState>;

test(
  `${ORDERS} orders do not keep the page from answering, and leave no memory behind (engine)`,
  async () => {
    const page = await visitor.openPage();
    await watchTasks(page);
    await openBoard(page, shop.board ?? "");
    await tidyUp(page);
    const readyBefore = await figure(page, "ready-count");
    const before = { page: await heapBytes(page), server: serverBytes() };

    const began = Date.now();
    const answer = await fetch(`${shop.board}/api/actions/rush`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ orders: ORDERS }),
    });
    expect(answer.status).toBe(200);
    let peak = 0;
    await until("all are ready", RUSH_MS, async () => {
      await pause(1_000);
      peak = Math.max(peak, serverBytes());
      return (await stateOfBoard()).ready.count >= readyBefore + ORDERS;
    });
    const tookMs = Date.now() - began;
    await untilFigure(page, "ready-count", readyBefore + ORDERS);
    await untilFigure(page, "waiting", 0);
    const { tasks, now } = await longTasks(page);
    const [rush] = (await stateOfBoard()).rushes.slice(-1);
    expect(rush).toMatchObject({ orders: ORDERS, accepted: ORDERS, refused: 0, ready: ORDERS });

    const atTheEnd = tasks.filter(({ startTime }) => startTime > now - LAST_SECONDS_MS);
    const longest = (some: typeof tasks) => Math.round(Math.max(0, ...some.map(({ duration }) => duration)));
    const after = { page: await heapBytes(page), server: serverBytes() };
    const mb = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;
    console.info(
      [
        `${ORDERS} orders ready after ${(tookMs / 1_000).toFixed(1)} s`,
        `tasks of 50 ms or more: ${tasks.length}, longest ${longest(tasks)} ms; in the last ${LAST_SECONDS_MS / 1_000} s longest ${longest(atTheEnd)} ms`,
        `memory of the page's scripts: ${mb(before.page)} before, ${mb(after.page)} after`,
        `memory of the server: ${mb(before.server)} before, ${mb(peak)} at most, ${mb(after.server)} after`,
      ].join("\n"),
    );
    expect(longest(atTheEnd)).toBeLessThan(RESPONSIVE_MS);
    expect(after.page - before.page).toBeLessThan(PAGE_GROWTH_BYTES);
    expect(after.server - before.server).toBeLessThan(SERVER_GROWTH_BYTES);
  },
  RUSH_MS + 120_000,
);
