import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOf } from "../operations/lock-file.cjs";
import { mapOutputs } from "../operations/shop";
import { LOCAL_ACCOUNT, type ShopFile } from "../operations/shop-file";
import { LOCAL_REGION } from "./clean-environment";
import type { Opened } from "./closing";
import type { Deployed } from "./opening";
import type { StateFolder } from "./state-folder";

/** Describes the shop for the command line and the tests, with addresses that work on this machine. */
export const describeShop = (board: string, { endpoint, engineToken, outputs }: Deployed): ShopFile => ({
  board,
  cashier: `${board}/orders`,
  endpoint,
  ...(engineToken !== undefined && { engineToken }),
  region: LOCAL_REGION,
  account: LOCAL_ACCOUNT,
  outputs: mapOutputs(outputs, (value) => functionUrlHere(value, endpoint)),
  pid: process.pid,
  ...(started !== undefined && { started }),
});

const started = startOf(process.pid);

/** Writes the description in one step: whoever waits for it never reads half of it. Closing takes it away. */
export const writeShopFile = (folder: StateFolder, file: ShopFile): Opened => {
  const draft = join(folder.scratch, "shop.json");
  writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, folder.shopFile);
  return { close: async () => rmSync(folder.shopFile, { force: true }) };
};

/**
 * The address at which the engine answers for a function URL: `https://<id>.lambda-url.<region>.on.aws/` exists in AWS
 * only. Anything else is returned as it is.
 */
export const functionUrlHere = (value: string, endpoint: string): string => {
  const id = /^https:\/\/([a-z0-9-]+)\.lambda-url\.[a-z0-9-]+\.on\.aws\/?$/.exec(value)?.[1];
  return id === undefined ? value : `${endpoint}/_aws/lambda-url/${id}/`;
};

/** The way back: the address by which everybody else, and a subscription, knows the function. */
export const functionUrlAtAws = (value: string, region: string): string => {
  const id = /\/_aws\/lambda-url\/([a-z0-9-]+)\/?$/.exec(value)?.[1];
  return id === undefined ? value : `https://${id}.lambda-url.${region}.on.aws/`;
};
