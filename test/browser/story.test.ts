import type { Page } from "playwright-core";
import { sharedShop } from "../journeys/shared-shop";
import { button, figure, openBoard, openTidyFloor, sendAway, textOf, untilFigure } from "./support/board-page";
import { eachFileHasABrowser } from "./visitor";

const board = sharedShop().board ?? "";
const visitor = eachFileHasABrowser();

/** Moves the focus as the Tab key does until it is on a button of this name. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let tabs = 0; tabs < 60; tabs += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate<string>("document.activeElement.textContent.trim()")).trim() === name) return;
  }
  throw new Error(`the Tab key does not come to ${name}`);
};

test("the story of the shop, clicked through: nothing is lost while the barista is away (engine)", async () => {
  const { page, readyBefore } = await openTidyFloor(visitor, board);

  await sendAway(page);
  await button(page, "Rush of 50").click();
  await untilFigure(page, "waiting", 50);
  expect(await figure(page, "ready-count")).toBe(readyBefore);
  await page.getByText(/^50 accepted in [\d.]+ m?s · 0 ready$/).waitFor();

  await button(page, "Bring the barista back").click();
  await untilFigure(page, "ready-count", readyBefore + 50);
  await untilFigure(page, "waiting", 0);
  await untilFigure(page, "in-flight", 0);
  await page.getByText(/^50 accepted in [\d.]+ m?s · all ready$/).waitFor();
});

test("the same story told by the keyboard alone (engine)", async () => {
  const { page, readyBefore } = await openTidyFloor(visitor, board);

  await tabTo(page, "Send the barista away");
  await page.keyboard.press("Enter");
  await button(page, "Bring the barista back").waitFor();
  expect(await textOf(page.locator(":focus"))).toBe("Bring the barista back");
  await page.keyboard.press("Tab");
  await tabTo(page, "Rush of 50");
  await page.keyboard.press("Space");
  await untilFigure(page, "waiting", 50);
  await tabTo(page, "Bring the barista back");
  await page.keyboard.press("Enter");
  await untilFigure(page, "ready-count", readyBefore + 50);
});

test("the story is also told in words, for those who listen (engine)", async () => {
  const { page } = await openTidyFloor(visitor, board);
  const said = page.getByTestId("situation");
  await sendAway(page);
  await button(page, "Rush of 50").click();
  await said.filter({ hasText: /^50 orders waiting, barista away, \d+ ready/ }).waitFor();
  await page.getByRole("status").filter({ hasText: "The cashier took 50 of 50 orders." }).waitFor();
  await button(page, "Bring the barista back").click();
  await said.filter({ hasText: /^No order waiting, barista working, \d+ ready/ }).waitFor();
});

test("a reload in the middle shows the shop as it is (engine)", async () => {
  const { page, readyBefore } = await openTidyFloor(visitor, board);
  await sendAway(page);
  await button(page, "Rush of 50").click();
  await untilFigure(page, "waiting", 50);
  await page.reload();
  await untilFigure(page, "waiting", 50);
  await button(page, "Bring the barista back").click();
  await untilFigure(page, "ready-count", readyBefore + 50);
});

test("two tabs show the same shop, whichever of them does something, and one that closes leaves the other alone (engine)", async () => {
  const other = await visitor.openPage();
  await openBoard(other, board);
  const { page: one, readyBefore } = await openTidyFloor(visitor, board);

  await button(one, "Send the barista away").click();
  await button(other, "Bring the barista back").waitFor();
  await button(other, "Rush of 50").click();
  await Promise.all([one, other].map((page) => untilFigure(page, "waiting", 50)));
  await one.close();
  await button(other, "Bring the barista back").click();
  await untilFigure(other, "ready-count", readyBefore + 50);
});
