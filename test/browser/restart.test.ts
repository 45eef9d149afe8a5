import { newFolder, openShop, removeFolder } from "../journeys/open-shop";
import { button, openBoard, untilFigure } from "./support/board-page";
import { eachFileHasABrowser } from "./visitor";

const visitor = eachFileHasABrowser();

/** Opening, closing and opening again, each with an engine of its own. */
const THREE_SHOPS_MS = 600_000;

test(
  "a page outlives its server: it says that the shop is gone, and goes on by itself when the shop is open again (engine)",
  async () => {
    const folder = newFolder();
    let shop = await openShop(folder);
    try {
      const page = await visitor.openPage();
      await openBoard(page, shop.file.board);
      await button(page, "Send the barista away").click();
      await button(page, "Bring the barista back").waitFor();
      await button(page, "Rush of 50").click();
      await untilFigure(page, "waiting", 50);

      visitor.expectComplaints(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|503/);
      expect(await shop.close()).toBe(0);
      await page.locator(".banner").getByText("The board cannot be reached").waitFor();
      shop = await openShop(folder, ["--port", new URL(shop.file.board).port]);

      await button(page, "Bring the barista back").waitFor();
      await untilFigure(page, "waiting", 50);
      expect(await page.locator(".banner").getByText("The board cannot be reached").count()).toBe(0);
      await button(page, "Bring the barista back").click();
      await untilFigure(page, "ready-count", 50);
    } finally {
      await shop.close();
      removeFolder(folder);
    }
  },
  THREE_SHOPS_MS,
);
