import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { unpackChromium } from "./unpack-chromium";

/** Names that packages give to Chrome and Chromium, and where macOS keeps them. */
const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The tests open pages of this machine only; the sandbox needs rights that containers do not have. */
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"];

/** Starts a browser without a window. */
export const launchChromium = (executablePath = process.env["CHROMIUM"] ?? ""): Promise<Browser> =>
  chromium.launch({ executablePath, args: ARGUMENTS, headless: true });

/**
 * Finds a Chromium that starts: the one that `CHROMIUM` names and no other, else the one that the packages bring (Linux
 * on x64), else an installed one.
 *
 * @throws Error that says what was tried and what to do
 */
export const findChromium = async (environment: NodeJS.ProcessEnv): Promise<string> => {
  const tried: string[] = [];
  for (const candidate of candidates(environment)) {
    let path = "the Chromium that the packages bring";
    try {
      path = await candidate();
      await (await launchChromium(path)).close();
      return path;
    } catch (error) {
      tried.push(`${path}: ${firstLines(error)}`);
    }
  }
  throw new Error(
    `no Chromium starts on this machine: install Chrome or Chromium, or name its program in CHROMIUM\n${tried.join("\n")}`,
  );
};

type Candidate = () => Promise<string>;

const candidates = (environment: NodeJS.ProcessEnv): readonly Candidate[] => {
  const named = environment["CHROMIUM"];
  if (named) return [async () => named];
  const folders = (environment["PATH"] ?? "").split(":").filter((folder) => folder !== "");
  const places = [...folders.flatMap((folder) => PROGRAMS.map((name) => join(folder, name))), ...APPLICATIONS];
  const installed = places.filter((place) => existsSync(place)).map((place) => async () => place);
  const isBrought = process.platform === "linux" && process.arch === "x64";
  return isBrought ? [unpackChromium, ...installed] : installed;
};

/** A browser that does not start says why at the beginning, and then goes on for pages. */
const firstLines = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n").slice(0, 6).join("\n  ");
