import type { Locator, Page } from "playwright-core";
import * as v from "valibot";
import { countMessages } from "../../../operations/queue-depths";
import { sharedShop, untilQuiet } from "../../journeys/shared-shop";
import { A_WHILE_MS } from "../../support/until";
import type { Visitor } from "../visitor";

/** A button by exactly this name: what people read on it, or hear. */
export const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

/** A place on the page by its name. */
export const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

/** The text of an element. */
export const textOf = async (place: Locator): Promise<string> => (await place.textContent())?.trim() ?? "";

/** A number as the page shows it; NaN while it shows none. */
export const figure = async (page: Page, testid: string): Promise<number> => {
  const text = await textOf(page.getByTestId(testid));
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
};

/** Waits until a number on the page is as wanted, and returns it. */
export const untilFigure = async (
  page: Page,
  testid: string,
  wanted: number | ((value: number) => boolean),
): Promise<number> => {
  const isWanted = typeof wanted === "number" ? (value: number) => value === wanted : wanted;
  const deadline = Date.now() + A_WHILE_MS;
  for (;;) {
    const value = await figure(page, testid);
    if (isWanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`${testid} is ${value} on the page, not ${wanted}`);
    await page.waitForTimeout(50);
  }
};

/** Opens the board and waits until it shows the shop. */
export const openBoard = async (page: Page, url: string, pageName = "floor"): Promise<void> => {
  await page.goto(`${url}/#${pageName}`);
  await page.locator("body:not(.stale)").waitFor();
};

/** Sends the barista away, and waits until they are: what is ordered from now on waits. */
export const sendAway = async (page: Page): Promise<void> => {
  await button(page, "Send the barista away").click();
  await button(page, "Bring the barista back").waitFor();
};

/** Waits until the focus is on what has this name. */
export const untilFocused = (page: Page, name: string): Promise<void> =>
  page.locator(`[aria-label="${name}"]:focus`).waitFor();

/**
 * Has the barista there and no order on its way, whatever other tests left behind.
 *
 * @returns how many drinks are ready; nothing is added to them before the test does something
 */
export const tidyUp = async (page: Page): Promise<number> => {
  const shop = sharedShop();
  const back = button(page, "Bring the barista back");
  if (await back.isVisible()) await back.click();
  await button(page, "Send the barista away").waitFor();
  await untilQuiet(shop);
  const response = await fetch(`${shop.board}/api/ready`);
  const { length } = v.parse(v.array(v.unknown()), await response.json());
  await untilFigure(page, "waiting", 0);
  await untilFigure(page, "in-flight", 0);
  await untilFigure(page, "dead-count", (await countMessages(shop, "ordersDeadLetter")).waiting);
  return untilFigure(page, "ready-count", length);
};

/** Opens the floor of a board in a tab of its own and tidies it up. @returns the tab, and how many drinks are ready */
export const openTidyFloor = async (
  visitor: Visitor,
  url: string,
): Promise<{ readonly page: Page; readonly readyBefore: number }> => {
  const page = await visitor.openPage();
  await openBoard(page, url);
  return { page, readyBefore: await tidyUp(page) };
};
