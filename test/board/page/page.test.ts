import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as choices from "../../../board/page/choices";
import { PROTOCOLS } from "../../../lambda/membership/contact";
import { NEWSLETTERS } from "../../../lambda/messages/newsletter-issue";
import { DRINKS, SIZES } from "../../../lambda/messages/order";

const PAGE = join(__dirname, "..", "..", "..", "board", "page");
const textsOf = (ending: string) =>
  readdirSync(PAGE)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(PAGE, name), "utf8"));

/** What the page's own script may weigh, comments and all, beside preact and uPlot. */
const SCRIPT_BUDGET_BYTES = 75_000;

test("the page's own script stays within its budget", () => {
  const bytes = textsOf(".js").reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.info(`the page's own script: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(SCRIPT_BUDGET_BYTES);
});

test("the page names no address but its own", () => {
  for (const text of [...textsOf(".html"), ...textsOf(".css"), ...textsOf(".js")]) {
    const addresses = text.match(/(?:https?:)?\/\/[\w.-]+\.[\w-]+/g) ?? [];
    expect(addresses.filter((address) => address !== "https://example.com")).toEqual([]);
  }
});

test("the page offers what the shop has", () => {
  expect(choices.DRINKS).toEqual([...DRINKS]);
  expect(choices.SIZES).toEqual([...SIZES]);
  expect(choices.NEWSLETTERS.map(([newsletter]) => newsletter)).toEqual([...NEWSLETTERS]);
  expect(Object.keys(choices.SAMPLES)).toEqual([...NEWSLETTERS]);
  expect(choices.WAYS.map(([protocol]) => protocol)).toEqual([...PROTOCOLS]);
});
