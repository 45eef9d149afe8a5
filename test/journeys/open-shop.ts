import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localShop } from "../../operations/local-shop";
import type { Shop } from "../../operations/shop";
import { readShopFile, type ShopFile } from "../../operations/shop-file";
import { A_WHILE_MS, until } from "../support/until";

const PROJECT = join(__dirname, "..", "..");

/** A shop that a test opened, as `npm start` does, in a folder and on ports of its own. */
export interface OpenShop {
  readonly folder: string;
  readonly file: ShopFile;
  readonly shop: Shop;
  readonly process: ChildProcess;
  /** All it printed so far. */
  output(): string;
  /** Closes it as Ctrl-C does; resolves to its exit code. */
  close(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A folder for shops; remove it when done. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), "coffee-journey-"));

export const removeFolder = (folder: string): void => {
  for (const made of [folder, temporaryFolder(folder), projectFolder(folder)])
    rmSync(made, { recursive: true, force: true });
};

/** Where `projectWith` copies the project to. */
const projectFolder = (folder: string): string => `${folder}-project`;

/** Where a shop of this folder, and all it starts, puts temporary files. */
export const temporaryFolder = (folder: string): string => `${folder}-tmp`;

/** What a shop is made from. */
const SOURCES = [
  "bin",
  "cli",
  "lambda",
  "operations",
  "board",
  "lib",
  "local",
  "settings",
  "cdk.json",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** A copy of the project in which the local stage has other settings, for somebody who changed them. */
export const projectWith = (settings: object, folder: string): string => {
  const project = projectFolder(folder);
  for (const source of SOURCES) {
    cpSync(join(PROJECT, source), join(project, source), { recursive: true });
  }
  symlinkSync(join(PROJECT, "node_modules"), join(project, "node_modules"), "dir");
  const file = join(project, "settings", "local.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...settings }));
  return project;
};

/** Runs `npm start` without npm: its process is then the shop's own. */
export const openShop = async (
  folder: string,
  options: readonly string[] = [],
  project: string = PROJECT,
  { detached = false, spawned = (_: ChildProcess): void => undefined } = {},
): Promise<OpenShop> => {
  const given = ["local/start.mjs", "--folder", folder, "--port", "0", "--engine-port", "0", ...options];
  const env = { ...process.env, TMPDIR: temporaryFolder(folder) };
  mkdirSync(env.TMPDIR, { recursive: true });
  const child = spawn(process.execPath, given, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"], detached });
  spawned(child);
  let output = "";
  child.stdout.on("data", (part: Buffer) => (output += part));
  child.stderr.on("data", (part: Buffer) => (output += part));
  const path = join(folder, "shop.json");
  const file = await until("the shop is open", A_WHILE_MS, () => {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the shop did not open (exit code ${child.exitCode}):\n${output}`);
    try {
      const read = readShopFile(path);
      return read.pid === child.pid ? read : undefined;
    } catch {
      return undefined;
    }
  }).catch((error: unknown) => {
    child.kill("SIGTERM");
    throw new Error(`${error instanceof Error ? error.message : error}\n${output}`);
  });
  return {
    folder,
    file,
    shop: localShop(file),
    process: child,
    output: () => output,
    close: async (signal = "SIGINT") => {
      if (child.exitCode !== null) return child.exitCode;
      const closed = once(child, "exit", { signal: AbortSignal.timeout(A_WHILE_MS) });
      child.kill(signal);
      const [code] = await closed;
      return code;
    },
  };
};
