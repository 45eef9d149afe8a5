import { sharedShop } from "../journeys/shared-shop";
import {
  button,
  figure,
  openBoard,
  openTidyFloor,
  region,
  sendAway,
  textOf,
  tidyUp,
  untilFigure,
  untilFocused,
} from "./support/board-page";
import { eachFileHasABrowser } from "./visitor";

const board = sharedShop().board ?? "";
const visitor = eachFileHasABrowser();

const openFloor = () => openTidyFloor(visitor, board);

describe("at the counter", () => {
  test("one click places an order, which appears on the pickup board (engine)", async () => {
    const { page, readyBefore } = await openFloor();
    await button(page, "Place order").click();
    await region(page, "Cashier")
      .getByText(/^latte for Ada accepted in [\d.]+ m?s$/)
      .waitFor();
    await untilFigure(page, "ready-count", readyBefore + 1);
    await region(page, "Pickup board").getByText("Ada · latte").first().waitFor();
  });

  test("an order as somebody wants it, with an SMS when it is ready (engine)", async () => {
    const { page } = await openFloor();
    await page.getByText("latte for Ada: change").click();
    await page.getByLabel("Drink").selectOption("tea");
    await page.getByLabel("Name").fill("Barbara");
    await page.getByLabel("Size").selectOption("large");
    await page.getByLabel("Quantity").fill("3");
    await page.getByLabel("Tell the customer").selectOption("also by SMS");
    await page.getByLabel("Address").fill("+15550100042");
    await button(page, "Place order").click();
    await region(page, "Pickup board").getByText("Barbara · tea × 3").waitFor();
    await page.getByRole("link", { name: "Newsletters" }).click();
    await region(page, "Inbox: Other addresses").getByText("order ready").first().waitFor();
    expect(await textOf(page.locator("body"))).not.toContain("+15550100042");
  });

  test("what the cashier finds wrong stands beside the form, and the field says so (engine)", async () => {
    visitor.expectComplaints(/status of 400/);
    const { page } = await openFloor();
    await page.getByText("latte for Ada: change").click();
    await page.getByLabel("Name").fill("");
    await button(page, "Place order").click();
    await region(page, "Cashier")
      .getByText(/pickupName/)
      .waitFor();
    expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByLabel("Drink").getAttribute("aria-invalid")).toBeNull();
  });

  test("a rush of 500 leaves nobody out (engine)", async () => {
    const { page, readyBefore } = await openFloor();
    await button(page, "Rush of 500").click();
    await untilFigure(page, "ready-count", readyBefore + 500);
    await page.getByText(/^500 accepted in [\d.]+ m?s · all ready$/).waitFor();
  });
});

test("at the dead-letter queue, a bad order is peeked at, kept by a redrive, and purged when its queue's name is typed (engine)", async () => {
  const { page } = await openFloor();
  const dead = region(page, "Dead-letter queue");
  const deadBefore = await figure(page, "dead-count");
  await button(page, "Place a bad order").click();
  await region(page, "Cashier")
    .getByText(/^The cashier refused it: not on the menu: motor oil/)
    .waitFor();
  await untilFigure(page, "dead-count", deadBefore + 1);
  await dead
    .getByText(/not on the menu: motor oil/)
    .first()
    .waitFor();

  await button(page, "Peek at dead orders").click();
  const peek = page.getByRole("dialog", { name: "Dead orders" });
  await peek.getByText(/They stay where they are/).waitFor();
  await peek
    .getByRole("cell", { name: /motor oil · / })
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await peek.waitFor({ state: "detached" });
  await untilFocused(page, "Peek at dead orders");
  expect(await figure(page, "dead-count")).toBe(deadBefore + 1);

  await button(page, "Redrive").click();
  const redrive = page.getByRole("dialog", { name: "Redrive" });
  await redrive.getByText(/^Dry run: .* 0 would go back/).waitFor();
  await button(page, "Confirm redrive").click();
  await redrive.getByText(/^0 orders moved back to the orders queue, [1-9]\d* kept/).waitFor();
  await redrive.getByRole("button", { name: "Close" }).click();
  await untilFigure(page, "dead-count", deadBefore + 1);

  await button(page, "Purge the dead-letter queue").click();
  const purge = page.getByRole("dialog", { name: "Purge the dead-letter queue" });
  await purge.getByLabel("Type ordersDeadLetter to confirm").fill("orders");
  expect(await button(page, "Delete for good").count()).toBe(0);
  await purge.getByLabel("Type ordersDeadLetter to confirm").fill("ordersDeadLetter");
  await button(page, "Delete for good").click();
  await purge.getByText(/^[1-9]\d* messages? deleted for good/).waitFor();
  await purge.getByRole("button", { name: "Close" }).click();
  await untilFigure(page, "dead-count", 0);
  await dead.getByText(/^Empty, as it should be/).waitFor();
});

test("waiting orders are peeked at and stay where they are (engine)", async () => {
  const { page } = await openFloor();
  await sendAway(page);
  await button(page, "Place order").click();
  await untilFigure(page, "waiting", 1);
  await button(page, "Peek at waiting orders").click();
  const peek = page.getByRole("dialog", { name: "Waiting orders" });
  await peek.getByRole("row", { name: /latte · Ada 0× \d+ s –/ }).waitFor();
  await page.keyboard.press("Escape");
  expect(await figure(page, "waiting")).toBe(1);
  await tidyUp(page);
});

test("each place tells the AWS command that shows the same (engine)", async () => {
  const { page } = await openFloor();
  await button(page, "Lambda · event source mapping: AWS command").click();
  const popover = page.getByRole("dialog", { name: "Barista with the AWS CLI" });
  await popover.getByText(/aws lambda get-event-source-mapping --uuid .* --endpoint-url http:\/\/localhost/).waitFor();
  await page.keyboard.press("Escape");
  await popover.waitFor({ state: "hidden" });
});

describe("newsletters", () => {
  test("an issue lights up the inboxes of its subscribers, and no other (engine)", async () => {
    const page = await visitor.openPage();
    await openBoard(page, board, "newsletters");
    const subject = `Seen by ${Date.now()}`;
    await page.getByRole("radio", { name: /^Coffee trivia/ }).check();
    await page.getByLabel("Subject").fill(subject);
    await button(page, "Publish").click();
    await region(page, "Newsletters")
      .getByText(/^Published once, as issue/)
      .waitFor();
    for (const customer of ["2", "3"]) {
      await region(page, `Inbox: Customer ${customer}`).getByText(new RegExp(subject)).first().waitFor();
    }
    expect(await textOf(region(page, "Inbox: Customer 1"))).not.toContain(subject);
  });

  test("a customer subscribes and unsubscribes (engine)", async () => {
    const page = await visitor.openPage();
    await openBoard(page, board, "newsletters");
    await page.getByRole("combobox", { name: "Newsletter" }).selectOption("Product updates");
    await page.getByRole("textbox", { name: "Address" }).fill("somebody@example.com");
    const panel = region(page, "Subscribe and unsubscribe");
    await button(page, "Subscribe").click();
    await panel.getByText(/^Subscribed: product-updates by email/).waitFor();
    await region(page, "Inbox: Other addresses").getByText("product-updates email").waitFor();
    await button(page, "Unsubscribe").click();
    await panel.getByText("Unsubscribed.").waitFor();
    await region(page, "Inbox: Other addresses").getByText("product-updates email").waitFor({ state: "detached" });
  });

  test("an address that is none is refused in words (engine)", async () => {
    visitor.expectComplaints(/status of (400|502)/);
    const page = await visitor.openPage();
    await openBoard(page, board, "newsletters");
    await page.getByRole("textbox", { name: "Address" }).fill("nobody");
    await button(page, "Subscribe").click();
    await region(page, "Subscribe and unsubscribe")
      .getByText(/endpoint/)
      .waitFor();
  });
});
