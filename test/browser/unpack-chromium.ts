import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import packed from "@sparticuz/chromium";
import { devDependencies } from "../../package.json";

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
