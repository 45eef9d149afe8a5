import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import packed from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";
import { devDependencies } from "../../package.json";
import { A_WHILE_MS } from "../support/until";

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
  chromium.launch({ executablePath, args: ARGUMENTS, headless: true, timeout: A_WHILE_MS });

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

const CACHE = join(__dirname, "..", "..", "node_modules", ".cache", "decoupled-coffee");
const PREFIX = "chromium-";
const version = devDependencies["@sparticuz/chromium"];
const FOLDER = join(CACHE, `${PREFIX}${version}`);

/** Unpacked it takes this much room. */
const ROOM_MB = 210;

/**
 * Unpacks the Chromium for Linux on x64 that the packages bring, once per version of it.
 *
 * It appears in one step: two test runs at once do not get in each other's way, and one that was interrupted leaves no
 * half of a browser behind.
 *
 * @returns where its program is
 * @throws Error when there is no room for it
 */
export const unpackChromium = async (): Promise<string> => {
  const program = join(FOLDER, "chromium");
  if (existsSync(program)) return program;
  const draft = join(CACHE, `draft-${randomUUID()}`);
  mkdirSync(draft, { recursive: true });
  const usual = process.env["TMPDIR"];
  try {
    // The package unpacks into the folder for temporary files, wherever that is.
    process.env["TMPDIR"] = draft;
    await packed.executablePath();
    for (const old of readdirSync(CACHE)) {
      if (old.startsWith(PREFIX) && old !== `${PREFIX}${version}`) rmSync(join(CACHE, old), { recursive: true });
    }
    if (!existsSync(program)) renameSync(draft, FOLDER);
  } catch (error) {
    if (!existsSync(program)) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Chromium cannot be unpacked into ${CACHE}, which takes ${ROOM_MB} MB: ${why}`);
    }
  } finally {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
    rmSync(draft, { recursive: true, force: true });
  }
  return program;
};
