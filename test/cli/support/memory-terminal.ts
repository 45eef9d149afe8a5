import { runShop } from "../../../cli/run-shop";
import type { Terminal } from "../../../cli/terminal";
import { localShop } from "../../../operations/local-shop";
import { openShop } from "../../../operations/shop";
import type { FakeShop } from "./fake-shop";

/** Settings of the terminal that matter to a test. */
export interface Setting {
  readonly input?: string;
  /** What somebody at the keyboard answers when asked; left out, nobody is there. */
  readonly answer?: string;
  /** The shop that is found, instead of the fake one. */
  readonly open?: typeof openShop;
  readonly signal?: AbortSignal;
  readonly environment?: NodeJS.ProcessEnv;
  readonly coloured?: boolean;
  readonly columns?: number;
  /** The exit code that is expected. @default 0 */
  readonly exits?: number;
}

/**
 * Runs the command line in this process, against a fake shop (or, without one, the way `bin/shop.ts` finds one), expects
 * it to exit as it should and tells what it printed.
 */
export const run = async (shop: FakeShop | undefined, words: string, setting: Setting = {}) => {
  const printed: string[] = [];
  const noted: string[] = [];
  const terminal: Terminal = {
    print: (line) => void printed.push(`${line}\n`),
    note: (line) => void noted.push(`${line}\n`),
    readInput: async () => setting.input ?? "",
    needTime: () => {},
    ...(setting.answer !== undefined && {
      askLine: async (question: string) => {
        noted.push(question);
        return setting.answer ?? "";
      },
    }),
    environment: setting.environment ?? {},
    signal: setting.signal ?? new AbortController().signal,
    screen: undefined,
    coloured: setting.coloured ?? false,
    columns: setting.columns,
  };
  const find: typeof openShop = async (choice, environment) =>
    shop === undefined || choice.target === "aws" ? openShop(choice, environment) : localShop(shop.file);
  const args = words.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', "")) ?? [];
  const exitCode = await runShop(args, terminal, setting.open ?? find);
  const [stdout, stderr] = [printed.join(""), noted.join("")];
  expect({ exitCode, stderr }).toEqual({ exitCode: setting.exits ?? 0, stderr });
  return {
    stdout,
    stderr,
    get json(): unknown {
      return JSON.parse(stdout);
    },
  };
};
