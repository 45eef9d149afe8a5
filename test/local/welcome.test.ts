import { Progress } from "../../local/progress";
import { describeShop } from "../../local/shop-file";
import { welcome } from "../../local/welcome";
import { StoppedClock } from "../lambda/support/memory-idempotency";

const watched = (output: { isTTY?: boolean; columns?: number }, environment: NodeJS.ProcessEnv = {}) => {
  let written = "";
  const clock = new StoppedClock(0);
  const write = (text: string | Uint8Array) => {
    written += text;
    return true;
  };
  return {
    progress: new Progress({ write, ...output }, environment, clock.now),
    pass: (milliseconds: number) => clock.pass(milliseconds),
    written: () => written,
  };
};

describe("progress", () => {
  test("is a line at the beginning and one at the end where there is no terminal", async () => {
    const { progress, pass, written } = watched({});
    await progress.step("Brewing", async () => pass(1_234));
    expect(written()).toBe("Brewing …\nBrewing  1.2 s\n");
  });

  test("is one line that changes on a terminal", async () => {
    const { progress, pass, written } = watched({ isTTY: true });
    await progress.step("Brewing", async () => pass(1_000));
    expect(written()).toBe("\r\x1b[K… Brewing 0.0 s\r\x1b[K\r\x1b[K\x1b[32m✓\x1b[39m Brewing  1.0 s\n");
  });

  test("has no colours when NO_COLOR is set", async () => {
    const { progress, written } = watched({ isTTY: true }, { NO_COLOR: "1" });
    await progress.step("Brewing", async () => undefined);
    expect(written()).toContain("✓ Brewing");
    expect(written()).not.toContain("\x1b[3");
  });

  test("steers no terminal that cannot be steered", async () => {
    const { progress, written } = watched({ isTTY: true }, { TERM: "dumb" });
    await progress.step("Brewing", async () => undefined);
    expect(written()).not.toContain("\x1b");
  });

  test("never fills more than one line", async () => {
    const { progress, written } = watched({ isTTY: true, columns: 10 });
    await progress.step("Brewing for a long time", async () => undefined);
    expect(written()).toContain("\r\x1b[K… Brewing\r");
  });

  test("hands on what a step returns, and says nothing of success when it fails", async () => {
    const { progress, written } = watched({});
    expect(await progress.step("Brewing", async () => "coffee")).toBe("coffee");
    await expect(progress.step("Grinding", () => Promise.reject(new Error("jammed")))).rejects.toThrow("jammed");
    expect(written()).toBe("Brewing …\nBrewing  0.0 s\nGrinding …\n");
  });
});

const file = describeShop("http://localhost:3000", { endpoint: "http://localhost:4566", outputs: {} });
const open = { file, folder: ".shop", seconds: 12.34, baristaIsAway: false };

describe("the welcome", () => {
  test("says where the shop is", () => {
    expect(welcome(open).split("\n")).toEqual([
      "",
      "Order board   http://localhost:3000",
      "Cashier       http://localhost:3000/orders",
      "AWS endpoint  http://localhost:4566   account 000000000000 (local)",
      "",
      "Open after 12.3 s. Try: npm run shop -- order --drink latte --name Ada",
      "Ctrl-C closes the shop.",
    ]);
  });

  test.each([
    [".shop/shop-2", ".shop/shop-2"],
    ["/home/Ada's shop", "'/home/Ada'\\''s shop'"],
  ])("says how commands find a shop in another folder: %s", (folder, word) => {
    expect(welcome({ ...open, folder })).toContain(`Try: SHOP_FOLDER=${word} npm run shop -- order`);
  });

  test("warns when nobody makes the orders", () => {
    const words = "The barista is still away, orders wait. Call them back: npm run shop -- barista start";
    expect(welcome({ ...open, baristaIsAway: true })).toContain(words);
  });
});
