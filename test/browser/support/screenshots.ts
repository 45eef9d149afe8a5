import { join } from "node:path";
import type { Page } from "playwright-core";

/** Not kept: to be looked at after a run. */
const FOLDER = join(__dirname, "..", "..", "..", ".screenshots");

/** The widths at which every page is looked at. */
export const WIDTHS = [
  ["desktop", 1_360],
  ["phone", 390],
] as const;

export const SCHEMES = ["light", "dark"] as const;

/** Takes a picture of what is in the window. */
export const takePicture = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: join(FOLDER, `${name}.png`) });
