import type { Locator, Page } from "playwright-core";
import type { BoardState } from "../../board/state";
import { A_WHILE_MS, until } from "../support/until";
import { button, openBoard, region, textOf, untilFigure, untilFocused } from "./support/board-page";
import { openScriptedBoard, type ScriptedBoard } from "./support/scripted-board";
import { deadMessages, quietShop, shopWithoutBarista } from "./support/shop-states";
import { eachFileHasABrowser } from "./visitor";

const visitor = eachFileHasABrowser();
const boards: ScriptedBoard[] = [];

const openScripted = async (state?: BoardState): Promise<ScriptedBoard> => {
  const board = await openScriptedBoard(state);
  boards.push(board);
  return board;
};

afterEach(async () => {
  for (const board of boards.splice(0)) await board.close();
});

const openFloor = async (board: ScriptedBoard): Promise<Page> => {
  const page = await visitor.openPage();
  await openBoard(page, board.url);
  return page;
};

/** The line on top, for the eye. */
const banner = (page: Page): Locator => page.locator(".banner");

/** What a screen reader is told. */
const said = (page: Page): Locator => page.getByRole("status").and(page.getByTestId("situation"));

/** Tells the page that its tab was hidden or shown; browsers without a window do so to none. */
const SET_HIDDEN = (hidden: boolean) => `
  Object.defineProperty(document, "hidden", { configurable: true, value: ${hidden} });
  document.dispatchEvent(new Event("visibilitychange"));
`;

/** Notes in `becameStale` when the page notices that its stream is gone, which is over so soon that a look may miss it. */
const WATCH_STALE = `
  window.becameStale = new Promise((resolve) => {
    const watcher = new MutationObserver(() => document.body.classList.contains("stale") && resolve());
    watcher.observe(document.body, { attributes: true });
  });
  undefined;
`;

const PLACES = ["Cashier", "Orders queue", "Barista", "Pickup board", "Dead-letter queue"];

describe("before there is anything to show", () => {
  test("the first screen has every place, without a script (scripted)", async () => {
    const board = await openScripted();
    const page = await visitor.openPage({ javaScriptEnabled: false });
    await page.goto(board.url);
    for (const place of PLACES) await region(page, place).waitFor();
    await page.getByText("Opening the order board…").waitFor();
  });

  test("a shop that is still opening is waited for, and shown as soon as it is open (scripted)", async () => {
    visitor.expectComplaints(/status of 503/);
    const board = await openScripted();
    board.setOpen(false);
    const page = await visitor.openPage();
    await page.goto(board.url);
    await banner(page)
      .getByText(/^The shop is opening/)
      .waitFor();
    for (const place of PLACES) await region(page, place).waitFor();
    expect(await button(page, "Place order").isDisabled()).toBe(true);
    board.setOpen(true);
    await untilFigure(page, "waiting", 0);
    await banner(page).waitFor({ state: "detached" });
  });

  test("a shop that has not been polled yet has dashes for figures, and no time they are of (scripted)", async () => {
    const board = await openScripted(quietShop({ at: 0, engine: "silent" }));
    const page = await visitor.openPage();
    await page.goto(board.url);
    await banner(page).getByText("The engine does not answer. Trying again.", { exact: true }).waitFor();
    for (const testid of ["waiting", "ready-count", "dead-count"]) {
      expect(await textOf(page.getByTestId(testid))).toBe("–");
    }
    expect(await page.getByText(/Nobody is waiting|Empty, as it should be|No drink is ready/).count()).toBe(0);
    board.change({ engine: "answering" });
    await banner(page).getByText("Opening the order board…").waitFor();
    board.change({ at: 1 });
    await untilFigure(page, "waiting", 0);
  });

  test("a shop in which nothing happened says so in every place (scripted)", async () => {
    const page = await openFloor(await openScripted(quietShop()));
    await region(page, "Orders queue").getByText("Nobody is waiting.").waitFor();
    await region(page, "Pickup board")
      .getByText(/^No drink is ready yet/)
      .waitFor();
    await region(page, "Dead-letter queue")
      .getByText(/^Empty, as it should be/)
      .waitFor();
    for (const [testid, number] of Object.entries({
      waiting: 0,
      "in-flight": 0,
      "oldest-age": 0,
      "ready-count": 0,
      "dead-count": 0,
    })) {
      await untilFigure(page, testid, number);
    }
    await page.getByRole("link", { name: "Newsletters" }).click();
    await region(page, "Newsletters").getByText("Write an issue").waitFor();
  });
});

describe("when something is the matter", () => {
  test("a silent engine is named, with the time the figures are of (scripted)", async () => {
    const board = await openScripted(shopWithoutBarista());
    const page = await openFloor(board);
    board.change({ engine: "silent" });
    await banner(page)
      .getByText(/^The engine does not answer\. Trying again\. The figures are of \d\d:\d\d:\d\d\.$/)
      .waitFor();
    await said(page)
      .getByText(/^The engine does not answer/)
      .waitFor();
    await untilFigure(page, "waiting", 50);
    board.change({ engine: "answering" });
    await banner(page).waitFor({ state: "detached" });
    await said(page)
      .getByText(/^50 orders waiting/)
      .waitFor();
  });

  test("a board that went away is waited for (scripted)", async () => {
    visitor.expectComplaints(/ERR_/);
    const board = await openScripted(shopWithoutBarista());
    const page = await openFloor(board);
    await board.close();
    for (const place of [banner(page), said(page)]) await place.getByText(/^The board cannot be reached/).waitFor();
    await untilFigure(page, "waiting", 50);
  });

  test("a stream that was cut goes on by itself (scripted)", async () => {
    visitor.expectComplaints(/ERR_/);
    const board = await openScripted(shopWithoutBarista());
    const page = await openFloor(board);
    await page.evaluate(WATCH_STALE);
    board.hangUp();
    await page.evaluate("becameStale");
    await page.locator("body:not(.stale)").waitFor();
    board.change({ orders: { ...quietShop().orders, waiting: 7 } });
    await untilFigure(page, "waiting", 7);
  });

  test("a hidden tab holds no connection, and shows the shop as it is when it is seen again (scripted)", async () => {
    const board = await openScripted(quietShop());
    const page = await openFloor(board);
    expect(board.streams()).toBe(1);
    await page.evaluate(SET_HIDDEN(true));
    await until("the stream is closed", A_WHILE_MS, () => board.streams() === 0);
    board.show(shopWithoutBarista());
    await page.evaluate(SET_HIDDEN(false));
    await untilFigure(page, "waiting", 50);
    expect(board.streams()).toBe(1);
  });

  test("an action that failed says why, and can be tried again (scripted)", async () => {
    visitor.expectComplaints(/status of 503/);
    const board = await openScripted(quietShop());
    const page = await openFloor(board);
    board.answer("place-order", { status: 503, body: { error: "the cashier does not answer" } });
    await button(page, "Place order").click();
    await region(page, "Cashier").getByText("the cashier does not answer").waitFor();
    board.answer("place-order", { status: 200, body: { orderId: "x", status: "accepted", ms: 3 } });
    await button(page, "Place order").click();
    await region(page, "Cashier")
      .getByText(/accepted in/)
      .waitFor();
    expect(board.asked.map(({ body }) => body)).toEqual(
      Array(2).fill({ drink: "latte", pickupName: "Ada", size: "medium", quantity: 1 }),
    );
  });

  test("a button that is at work takes no second click (scripted)", async () => {
    const board = await openScripted(quietShop());
    const page = await openFloor(board);
    await button(page, "Rush of 50").dblclick();
    await until("it is asked for", A_WHILE_MS, () => board.asked.length > 0);
    await page.locator("[aria-busy]").waitFor({ state: "detached" });
    expect(board.asked).toHaveLength(1);
  });
});

test("the dead-letter queue is read again when a read failed, and when other orders may have taken their place (scripted)", async () => {
  visitor.expectComplaints(/status of 503/);
  const [motorOil, , tea] = deadMessages();
  const board = await openScripted(shopWithoutBarista({ deadLetter: { waiting: 1 } }));
  board.answer("peek", { status: 503, body: { error: "the engine does not answer" } });
  const page = await openFloor(board);
  await until("the first read is made", A_WHILE_MS, () => board.asked.length > 0);
  board.answer("peek", { status: 200, body: { messages: [motorOil], shown: 1, total: 1 } });
  await region(page, "Dead-letter queue").getByText("7c1e…").waitFor();
  board.answer("peek", { status: 200, body: { messages: [tea], shown: 1, total: 1 } });
  await region(page, "Dead-letter queue").getByText("f33d…").waitFor();
});

test("after a redrive the focus is on the panel, whose buttons have nothing to do any more (scripted)", async () => {
  const messages = [{ messageId: "a", orderId: null, reason: null, wouldMove: true }];
  const board = await openScripted(shopWithoutBarista());
  board.answer("redrive", { status: 200, body: { found: 1, moved: 1, kept: 0, failed: 0, wouldMove: 1, messages } });
  const page = await openFloor(board);
  await button(page, "Redrive").click();
  await button(page, "Confirm redrive").click();
  await page.getByText(/^1 order moved back/).waitFor();
  board.change({ deadLetter: { waiting: 0 } });
  await untilFigure(page, "dead-count", 0);
  await button(page, "Close").click();
  await untilFocused(page, "Dead-letter queue");
});

describe("on AWS", () => {
  const onAws = { target: "aws", title: "AWS 123456789012 eu-west-1", exhibit: { deployed: false } } as const;

  test("a board that may only watch says so and has nothing to click, peeks included, which are receives (scripted)", async () => {
    const page = await openFloor(await openScripted(shopWithoutBarista({ ...onAws, changesAllowed: false })));
    await page.getByText(/^Read only: .* --allow-changes/).waitFor();
    await page.getByText("AWS 123456789012 eu-west-1").waitFor();
    for (const name of ["Place order", "Rush of 50", "Place a bad order", "Bring the barista back", "Redrive"]) {
      expect(await button(page, name).isDisabled()).toBe(true);
    }
    expect(await button(page, "Start the lesson").count()).toBe(0);
    for (const name of ["Peek at waiting orders", "Peek at dead orders"]) {
      expect(await button(page, name).isDisabled()).toBe(true);
    }
  });

  test("nothing is received without being asked for, and counts are called approximate (scripted)", async () => {
    const board = await openScripted(shopWithoutBarista({ ...onAws }));
    const page = await openFloor(board);
    await region(page, "Orders queue").getByText("approximately waiting").waitFor();
    await button(page, "Peek at waiting orders").click();
    await page.getByText(/^On AWS a look is a receive/).waitFor();
    expect(board.asked).toEqual([]);
    board.answer("peek", { status: 200, body: { messages: [], shown: 0, total: 0 } });
    await button(page, "Look").click();
    await page.getByText("Nothing is in this queue.").waitFor();
    expect(board.asked).toEqual([{ name: "peek", body: { queue: "orders", acceptReceive: true } }]);
  });

  test("an age that nobody knows is shown as a dash (scripted)", async () => {
    const orders = { ...shopWithoutBarista().orders, oldestAgeSeconds: null };
    const page = await openFloor(await openScripted(shopWithoutBarista({ ...onAws, orders })));
    expect(await textOf(page.getByTestId("oldest-age"))).toBe("–");
  });
});

test("what others wrote is shown as text, whatever is in it (scripted)", async () => {
  const nasty = `<img src=x onerror="document.title='taken over'">`;
  const [order] = shopWithoutBarista().ready.newest;
  if (order === undefined) throw new Error("the shop of this test has ready orders");
  const board = await openScripted(
    shopWithoutBarista({ ready: { count: 1, newest: [{ ...order, pickupName: nasty }] }, title: nasty }),
  );
  const page = await openFloor(board);
  await region(page, "Pickup board").getByText(nasty).waitFor();
  expect(await page.locator("img[src=x]").count()).toBe(0);
  expect(await page.title()).toBe("Shop floor · Order board");
});

test("a long queue is drawn as three rows of cups and a number (scripted)", async () => {
  const orders = { ...shopWithoutBarista().orders, waiting: 10_000, inHand: 100 };
  const page = await openFloor(await openScripted(shopWithoutBarista({ orders })));
  await untilFigure(page, "waiting", 10_000);
  const cups = await page.locator(".cups .cup").count();
  expect(cups).toBeLessThan(100);
  await region(page, "Orders queue")
    .getByText(`+${10_100 - cups + 1}`)
    .waitFor();
});
