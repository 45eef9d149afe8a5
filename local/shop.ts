import { errorCode, ShopError } from "../operations/shop-error";
import { Closing, Interrupted } from "./closing";
import { openLocalShop } from "./open-shop";
import { type Options, readOptions, USAGE } from "./options";
import { Progress } from "./progress";
import { takeStateFolder } from "./state-folder";

/**
 * Opens the shop on this machine and keeps it open until somebody closes it.
 *
 * @returns the exit code: 0 when it was open and then closed, 1 when something failed, 2 for options nobody understands,
 * 128 and the number of the signal when it was interrupted before it was open
 */
export const runLocalShop = async (args: readonly string[]): Promise<number> => {
  const parsed = readOptions(args, process.env);
  if (parsed.kind === "help") {
    console.log(USAGE);
    return 0;
  }
  if (parsed.kind === "wrong") {
    console.error(`${parsed.message}\n\n${USAGE}`);
    return 2;
  }
  return keepOpen(parsed);
};

/** The disk is full, may not be written to, or somebody's share of it is used up. */
const NO_ROOM = new Set(["ENOSPC", "EROFS", "EDQUOT"]);

const keepOpen = async (options: Options): Promise<number> => {
  // Whoever watches may go, and a terminal may close: the shop closes in order all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const progress = new Progress(process.stdout, process.env);
  const closing = new Closing();
  let open = false;
  try {
    const folder = closing.add(takeStateFolder(options.folder));
    await openLocalShop({ options, folder, closing, progress });
    open = true;
    return await closing.begun();
  } catch (error) {
    progress.stop();
    const cause = closing.causeOf(error);
    if (cause instanceof Interrupted) return open ? 0 : cause.exitCode;
    if (NO_ROOM.has(errorCode(cause) ?? "")) {
      console.error(
        `nothing can be written in ${options.folder} (${errorCode(cause)}): what was kept there stays as it was`,
      );
    } else console.error(cause instanceof ShopError ? cause.message : cause);
    return 1;
  } finally {
    await progress.step("Closing the shop", () => closing.run());
  }
};
