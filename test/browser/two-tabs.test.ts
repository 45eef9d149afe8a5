import { sharedShop } from "../journeys/shared-shop";
import { button, figure, openBoard, tidyUp, untilFigure } from "./support/board-page";
import { eachFileHasABrowser } from "./visitor";

const board = sharedShop().board ?? "";
const visitor = eachFileHasABrowser();

test("two tabs show the same shop, whichever of them does something, and one that closes leaves the other alone (engine)", async () => {
  const one = await visitor.openPage();
  const other = await visitor.openPage();
  await openBoard(one, board);
  await openBoard(other, board);
  await tidyUp(one);
  const readyBefore = await figure(one, "ready-count");

  await button(one, "Send the barista away").click();
  await button(other, "Bring the barista back").waitFor();
  await button(other, "Rush of 50").click();
  await Promise.all([one, other].map((page) => untilFigure(page, "waiting", 50)));
  await one.close();
  await button(other, "Bring the barista back").click();
  await untilFigure(other, "ready-count", readyBefore + 50);
});
