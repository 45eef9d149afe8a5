import type { DrillResult } from "../operations/drill/drill";
import { explainError } from "../operations/shop-error";

/** What the picture of a drill says about it. */
export interface DrillCaption {
  readonly orders: number;
  readonly rate: number;
  readonly away: number;
}

/**
 * Better to know before the drill than after it.
 *
 * @throws ShopError when a picture cannot be written there
 */
export const expectWritable = async (file: string): Promise<void> => {
  const { access, constants, stat } = await import("node:fs/promises");
  const { dirname } = await import("node:path");
  const { ShopError } = await import("../operations/shop-error");
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new ShopError(`--svg ${file} is a folder: name a file`);
  await access(dirname(file), constants.W_OK).catch((error: unknown) => {
    throw new ShopError(`--svg ${file} cannot be written: ${explainError(error)}`);
  });
};

/** Draws the depth of the orders queue during a drill into a file. */
export const drawDrill = async (
  file: string,
  { orders, rate, away }: DrillCaption,
  { account, depth, phases }: DrillResult,
): Promise<void> => {
  const { writeFile } = await import("node:fs/promises");
  const { depthPicture } = await import("./depth-picture");
  const [from, until] = [phases.get("away"), phases.get("back")];
  const picture = depthPicture({
    title: `While the barista was away: ${account.verdict}`,
    subtitle: `${orders} orders, ${rate} per second; the barista away for ${away} s`,
    depth: depth.map(({ atMs, orders: value }) => ({ at: atMs, value })),
    away: from === undefined || until === undefined ? undefined : { from, until },
  });
  await writeFile(file, picture);
};
