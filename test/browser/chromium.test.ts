import { sharedShop } from "../journeys/shared-shop";
import { findChromium } from "./chromium";
import { eachFileHasABrowser } from "./visitor";

const shop = sharedShop();
const visitor = eachFileHasABrowser();

describe("the browser of these tests", () => {
  test("reaches the order board (engine)", async () => {
    const page = await visitor.openPage();
    const response = await page.goto(`${shop.board}/api`);
    expect(response?.status()).toBe(200);
  });

  test("is looked for in vain where none starts, and says what to do", async () => {
    const found = findChromium({ CHROMIUM: "/nowhere/chromium" });
    await expect(found).rejects.toThrow(/install Chrome or Chromium, or name its program in CHROMIUM\n\/nowhere/);
  });
});
