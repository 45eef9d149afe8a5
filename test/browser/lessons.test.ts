import type { Page } from "playwright-core";
import { sharedShop } from "../journeys/shared-shop";
import { A_WHILE_MS } from "../support/until";
import { button, openBoard, openTidyFloor, region, textOf, tidyUp } from "./support/board-page";
import { eachFileHasABrowser } from "./visitor";

const board = sharedShop().board ?? "";
const visitor = eachFileHasABrowser();

const start = async (place: number, title: string): Promise<Page> => {
  const { page } = await openTidyFloor(visitor, board);
  await page.getByRole("link", { name: "Lessons" }).click();
  await button(page, `Start lesson ${place}: ${title}`).click();
  await button(page, "Leave the lesson").waitFor();
  return page;
};

/** Takes a lesson step by step with the button that does each, until it is done; returns what it said on the way. */
const takeToItsEnd = async (page: Page): Promise<string> => {
  const strip = region(page, "Lessons");
  const said: string[] = [];
  const deadline = Date.now() + A_WHILE_MS;
  const step = strip.getByRole("button", { name: "Do this step" });
  for (let title = "", begun = ""; !title.endsWith(": done"); ) {
    if (Date.now() > deadline) throw new Error(`the lesson does not move on:\n${said.join("\n")}`);
    const now = await textOf(strip.getByRole("heading"));
    if (now !== title) {
      title = now;
      said.push(await textOf(strip));
    }
    if (begun !== title && (await step.isVisible())) {
      await step.click();
      begun = title;
    }
    await page.waitForTimeout(50);
  }
  return said.join("\n");
};

test.each([
  [1, "Loose coupling", /50 orders were accepted in [\d.]+ m?s and none is lost[\s\S]*50 drinks are ready/],
  [
    2,
    "Tight coupling",
    /Joined directly, 0 of 50 orders were taken; with the queue, 50 of 50[\s\S]*50 drinks are ready/,
  ],
  [3, "Fan-out and topics", /customer 2 \(.*email.*\) and customer 3 \(.*\)[\s\S]*reached customer 1/],
  [4, "Poison and the dead-letter queue", /50 good orders are ready and 1 bad one was dead-lettered/],
  [5, "Duplicate delivery", /Two messages, 1 more on the pickup board[\s\S]*and was dropped/],
  [6, "Visibility timeout", /It is in flight[\s\S]*It is back by itself[\s\S]*The order is ready after all/],
] as const)(
  "lesson %i, %s, goes through on the real shop and ends with its idea (engine)",
  async (place, title, seen) => {
    const page = await start(place, title);
    expect(await takeToItsEnd(page)).toMatch(seen);
    await button(page, "Close the lesson").click();
    await page.getByRole("link", { name: "Lessons" }).click();
    await button(page, `Start lesson ${place}: ${title}`).getByText("Start again").waitFor();
  },
);

test("a lesson moves on by what happens, whoever made it happen, and survives a reload (engine)", async () => {
  const page = await start(1, "Loose coupling");
  const heading = region(page, "Lessons").getByRole("heading");
  await button(page, "Send the barista away").click();
  await heading.filter({ hasText: "step 2 of 4" }).waitFor();
  await page.reload();
  await heading.filter({ hasText: "step 2 of 4" }).waitFor();
  const other = await visitor.openPage();
  await openBoard(other, board);
  await button(other, "Rush of 50").click();
  await heading.filter({ hasText: "step 3 of 4" }).waitFor();
  await button(page, "Leave the lesson").click();
  await button(page, "Start the lesson").waitFor();
  await tidyUp(page);
});
