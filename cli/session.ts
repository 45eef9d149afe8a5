import type { Command } from "commander";
import type { openShop, Shop, ShopChoice } from "../operations/shop";
import type { Terminal } from "./terminal";

/** Done; failed; the operator asked for something that does not exist; the operator broke it off. */
export type ExitCode = 0 | 1 | 2 | 130;

export interface SessionOptions extends ShopChoice {
  readonly json?: boolean;
}

export interface Session {
  readonly shop: Shop;
  readonly terminal: Terminal;
  readonly json: boolean;
  /** Prints a result: as JSON where that is asked for, as these lines otherwise. */
  show(result: unknown, lines: () => string | readonly string[]): void;
}

export interface CommandLine {
  readonly program: Command;
  readonly terminal: Terminal;
  /** Opens the shop that is meant and names it to the operator, before anything is done to it. */
  open(options: SessionOptions): Promise<Session>;
  exitWith(code: ExitCode): void;
}

/** Thrown for a combination of options that makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const sessionOpener =
  (terminal: Terminal, open: typeof openShop) =>
  async (options: SessionOptions): Promise<Session> => {
    const { target, profile, region, stage, json = false } = options;
    if (target === "local" && (profile ?? region ?? stage) !== undefined) {
      throw new UsageError("--profile, --region and --stage choose a shop on AWS: use them with --target aws");
    }
    const shop = await open(options, terminal.environment);
    if (json) terminal.note(shop.title);
    else terminal.print(shop.title);
    const show: Session["show"] = (result, lines) => {
      for (const line of json ? [asJson(result)] : [lines()].flat()) terminal.print(line);
    };
    return { shop, terminal, json, show };
  };

/** JSON of the same value that cannot rewrite the terminal: what nobody sees is written as `\u009b`. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, "0")}`)
      .join(""),
  );
