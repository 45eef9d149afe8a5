import { readSettings } from "../lib/settings/stage-settings";
import { Closing, Interrupted } from "../local/closing";
import type { awsShop } from "../operations/aws-shop";
import { awsChoice } from "../operations/shop";
import { explainError } from "../operations/shop-error";
import { readShopFile, shopFilePath } from "../operations/shop-file";
import type { KnownCustomer } from "../operations/subscriptions";
import { BOARD_USAGE, type BoardOptions, readBoardOptions } from "./board-options";
import { BoardServer } from "./board-server";
import { AWS_PACE } from "./floor/pace";
import { type BoardParts, openBoard } from "./open-board";

/** Where the words go, and how the shop is found; tests have their own. */
interface BoardEntrance {
  print(line: string): void;
  complain(line: string): void;
  readonly environment: NodeJS.ProcessEnv;
  readonly openShop: typeof awsShop;
}

/** Shows a board until somebody closes it. @returns the exit code: 0 done, 1 failed, 2 wrong usage */
export const showBoard = async (args: readonly string[], entrance: BoardEntrance): Promise<number> => {
  const command = readBoardOptions(args);
  if (command.kind === "help") {
    entrance.print(BOARD_USAGE);
    return 0;
  }
  if (command.kind === "wrong") {
    entrance.complain(`${command.message}\n\n${BOARD_USAGE}`);
    return 2;
  }
  try {
    if (command.target === "aws") return await keepAwsBoardOpen(command, entrance);
    entrance.print(`Order board   ${readShopFile(shopFilePath(entrance.environment)).board}`);
    return 0;
  } catch (error) {
    entrance.complain(explainError(error, "aws"));
    return 1;
  }
};

/** Receives no message, so nothing that is shown here is missing elsewhere. */
const keepAwsBoardOpen = async (options: BoardOptions, entrance: BoardEntrance): Promise<number> => {
  const { port, changesAllowed } = options;
  const closing = new Closing();
  try {
    const shop = await entrance.openShop(awsChoice(options));
    const board = closing.add(await BoardServer.open(port));
    const { sources, closed } = openBoard({
      shop,
      pace: AWS_PACE,
      changesAllowed,
      outcome: undefined,
      ready: awsReady,
      // They are the customers' own there.
      inbox: { count: 0, messages: () => [] },
      customers: customersOf(shop.stage),
      cashierUrl: undefined,
      signal: closing.signal,
      complain: entrance.complain,
    });
    closing.add({ close: () => closed });
    board.show(sources);
    entrance.print(`${shop.title}\nOrder board   ${board.url}   ${changesAllowed ? "takes actions" : "read only"}`);
    return await closing.begun();
  } catch (error) {
    if (closing.causeOf(error) instanceof Interrupted) return 0;
    throw error;
  } finally {
    await closing.run();
  }
};

/**
 * What can be seen of the pickup board on AWS without taking anything from it: how many orders wait for the screen that
 * collects them. Who they are for is in the messages, which belong to that screen.
 */
const awsReady: BoardParts["ready"] = {
  state: (queues) => {
    const queue = queues.find(({ name }) => name === "pickupBoard");
    return { count: queue === undefined ? 0 : queue.waiting + queue.inHand, newest: [] };
  },
  all: () => [],
};

/** Without readable settings customers are unnamed, and everything else is there. */
const customersOf = (stage: string): readonly KnownCustomer[] => {
  try {
    return readSettings(stage).subscribers;
  } catch {
    return [];
  }
};
