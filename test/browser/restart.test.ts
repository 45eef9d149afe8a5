import { newFolder, openShop, removeFolder } from "../journeys/open-shop";
import { button, openBoard, sendAway, untilFigure } from "./support/board-page";
import { eachFileHasABrowser } from "./visitor";

const visitor = eachFileHasABrowser();

test("a page outlives its server: it says that the shop is gone, and goes on by itself when the shop is open again (engine)", async () => {
  const folder = newFolder();
  let shop = await openShop(folder);
  try {
    const page = await visitor.openPage();
    await openBoard(page, shop.file.board);
    await sendAway(page);
    await button(page, "Rush of 50").click();
    await untilFigure(page, "waiting", 50);

    visitor.expectComplaints(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|503/);
    expect(await shop.close()).toBe(0);
    await page.locator(".banner").getByText("The board cannot be reached").waitFor();
    shop = await openShop(folder, ["--port", new URL(shop.file.board).port]);

    await button(page, "Bring the barista back").waitFor();
    await untilFigure(page, "waiting", 50);
    await page.locator(".banner").getByText("The board cannot be reached").waitFor({ state: "detached" });
    await button(page, "Bring the barista back").click();
    await untilFigure(page, "ready-count", 50);
  } finally {
    await shop.close();
    removeFolder(folder);
  }
});
