import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { button, openBoard, region } from "./support/board-page";
import { eachFileHasAScriptedBoard } from "./support/scripted-board";
import { deadMessages, messagesInInboxes, shopWithoutBarista, subscriptions } from "./support/shop-states";
import { eachFileHasABrowser } from "./visitor";

const visitor = eachFileHasABrowser();
const scripted = eachFileHasAScriptedBoard();

/** The widths at which every page is shown. */
const WIDTHS = [
  ["desktop", 1_360],
  ["phone", 390],
] as const;

const SCHEMES = ["light", "dark"] as const;

const VIEWS = WIDTHS.flatMap(([device, width]) => SCHEMES.map((scheme) => [device, scheme, width] as const));

beforeEach(() => {
  const board = scripted();
  board.show(shopWithoutBarista({ inbox: messagesInInboxes() }));
  board.setSubscriptions(subscriptions());
  board.answer("peek", { status: 200, body: { messages: deadMessages(), shown: 3, total: 3 } });
  const messages = deadMessages().map((message) => ({ ...message, wouldMove: message.drink === "tea" }));
  board.answer("redrive", { status: 200, body: { found: 3, moved: 0, kept: 3, failed: 0, wouldMove: 1, messages } });
});

const open = async (pageName: string, scheme: "light" | "dark", width: number): Promise<Page> => {
  const page = await visitor.openPage({
    viewport: { width, height: 860 },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  await openBoard(page, scripted().url, pageName);
  return page;
};

const isWiderThanItsWindow = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");

describe.each(VIEWS)("on a %s, %s", (device, scheme, width) => {
  test.each([
    [
      "floor",
      (page: Page) =>
        page
          .locator(".chart canvas")
          .waitFor()
          .then(() => page.getByText("not JSON").waitFor()),
    ],
    ["newsletters", (page: Page) => region(page, "Inbox: Customer 2").getByText("Did you know?").first().waitFor()],
    ["lessons", (page: Page) => button(page, "Start lesson 1: Loose coupling").waitFor()],
  ] as const)("%s keeps nobody out and fits its window (scripted)", async (pageName, untilShown) => {
    const page = await open(pageName, scheme, width);
    await untilShown(page);
    await takePicture(page, `${pageName}-${device}-${scheme}`);
    expect(await barriers(page)).toEqual([]);
    expect(await isWiderThanItsWindow(page)).toBe(false);
  });

  test.each([
    ["Peek at dead orders", "Dead orders"],
    ["Redrive", "Redrive"],
    ["Purge the dead-letter queue", "Purge the dead-letter queue"],
    ["Lambda · event source mapping: AWS command", "Barista with the AWS CLI"],
  ])("what opens at %s keeps nobody out (scripted)", async (opener, dialogName) => {
    const page = await open("floor", scheme, width);
    await button(page, opener).click();
    const dialog = page.getByRole("dialog", { name: dialogName });
    await dialog.waitFor();
    await page.locator("[aria-busy]").waitFor({ state: "detached" });
    await takePicture(page, `${dialogName.replaceAll(" ", "-").toLowerCase()}-${device}-${scheme}`);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  });

  test("a lesson on its way, with the order form open, keeps nobody out (scripted)", async () => {
    const page = await open("floor", scheme, width);
    await page.getByText("latte for Ada: change").click();
    await button(page, "Start the lesson").click();
    await button(page, "Do this step").waitFor();
    await takePicture(page, `lesson-${device}-${scheme}`);
    expect(await barriers(page)).toEqual([]);
    expect(await isWiderThanItsWindow(page)).toBe(false);
  });
});

test("whoever asked for less movement sees none (scripted)", async () => {
  const page = await open("floor", "light", 1_360);
  const moving = await page.evaluate<string[]>(
    `[...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => getComputedStyle(one, part)))
      .filter((style) => !["none", "vanish"].includes(style.animationName) || style.transitionDuration !== "0s")
      .map((style) => style.animationName + style.transitionDuration)`,
  );
  expect(moving).toEqual([]);
});

test("what colours say is also said by shape or word (scripted)", async () => {
  const page = await open("floor", "light", 1_360);
  await region(page, "Barista").getByText("away", { exact: true }).waitFor();
  scripted().change({ orders: { ...shopWithoutBarista().orders, waiting: 3, inHand: 2 } });
  await page.getByRole("img", { name: "3 cups waiting, 2 in flight" }).waitFor();
  const border = (cup: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector(".cups .${cup}")).borderStyle`);
  expect(await border("full")).toBe("none");
  expect(await border("in-flight")).toBe("dashed");
});

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe-core finds on the page that keeps people out: each serious or critical violation, with where it is.
 * Colours are judged too, so nothing may be halfway through a transition.
 */
const barriers = async (page: Page): Promise<string[]> => {
  // Not a script of the page's own: its policy would rightly not load one.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
};

/** Not kept: to be seen after a run. */
const FOLDER = join(__dirname, "..", "..", ".screenshots");

/** Takes a picture of what is in the window. */
const takePicture = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: join(FOLDER, `${name}.png`) });
