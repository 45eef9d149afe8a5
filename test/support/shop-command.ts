import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { A_WHILE_MS } from "./until";

export const PROJECT = join(__dirname, "..", "..");

/** What starts the command line; the words follow. */
export const SHOP_COMMAND = ["--import", "tsx", join(PROJECT, "bin", "shop.ts")];

/** Types a command as an operator does and returns what it printed; rejects unless it exits with 0. */
export const typeShop = async (words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> => {
  const settings = { cwd: PROJECT, timeout: A_WHILE_MS, env: { ...process.env, ...environment } };
  return (await promisify(execFile)(process.execPath, [...SHOP_COMMAND, ...words], settings)).stdout;
};
