import { Closing, Interrupted } from "../local/closing";
import type { awsShop } from "../operations/aws-shop";
import { explainError } from "../operations/shop-error";
import { readShopFile, shopFilePath } from "../operations/shop-file";
import { BOARD_USAGE, type BoardOptions, readBoardOptions } from "./board-options";
import { BoardServer } from "./board-server";
import { openAwsBoard } from "./open-aws-board";

/** Where the words go, and how the shop is found; tests have their own. */
export interface BoardEntrance {
  print(line: string): void;
  complain(line: string): void;
  readonly environment: NodeJS.ProcessEnv;
  readonly openShop: typeof awsShop;
}

/**
 * Shows a board until somebody closes it.
 *
 * @returns the exit code: 0 when it was open and then closed, 1 when something failed, 2 for options nobody understands
 */
export const showBoard = async (args: readonly string[], entrance: BoardEntrance): Promise<number> => {
  const wish = readBoardOptions(args);
  if (wish.kind === "help") {
    entrance.print(BOARD_USAGE);
    return 0;
  }
  if (wish.kind === "wrong") {
    entrance.complain(`${wish.message}\n\n${BOARD_USAGE}`);
    return 2;
  }
  try {
    if (wish.target === "aws") return await keepAwsBoardOpen(wish, entrance);
    entrance.print(`Order board   ${readShopFile(shopFilePath(entrance.environment)).board}`);
    return 0;
  } catch (error) {
    entrance.complain(explainError(error));
    return 1;
  }
};

const keepAwsBoardOpen = async (options: BoardOptions, entrance: BoardEntrance): Promise<number> => {
  const { profile, region, port, changesAllowed } = options;
  const closing = new Closing();
  try {
    const choice = { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) };
    const shop = await entrance.openShop(choice);
    const board = closing.add(await BoardServer.open(port));
    const { sources, closed } = openAwsBoard({
      shop,
      changesAllowed,
      signal: closing.signal,
      complain: entrance.complain,
    });
    closing.add({ close: () => closed });
    board.show(sources);
    entrance.print(`${shop.title}\nOrder board   ${board.url}   ${changesAllowed ? "takes actions" : "only looks"}`);
    return await closing.begun();
  } catch (error) {
    if (error instanceof Interrupted) return 0;
    throw error;
  } finally {
    await closing.run();
  }
};
