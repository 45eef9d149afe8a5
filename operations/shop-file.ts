import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { faultLine, type Parsed, shown } from "../lambda/messaging/parse";
import { processIsAlive } from "./lock-file.cjs";
import { errorCode, ShopError } from "./shop-error";

/** The account of the local engine. No AWS customer has it, so nothing local can touch a real account. */
export const LOCAL_ACCOUNT = "000000000000";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether an address can only mean this machine. */
export const isLoopback = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return protocol === "http:" && LOOPBACK.has(hostname) && username === "" && password === "";
};

const LOOPBACK_RULE = "must be an http address of this machine such as http://localhost:4566";

const loopbackAddress = v.pipe(
  v.string((issue) => `${LOOPBACK_RULE}, not ${shown(issue.input)}`),
  v.check(isLoopback, (issue) => `${LOOPBACK_RULE}, not ${shown(issue.input)}`),
  v.transform((address) => address.replace(/\/+$/, "")),
);

const PID_RULE = "must be a process id";

const shopFile = v.object(
  {
    /** Address of the order board; no slash at its end, and neither has any other address here. */
    board: loopbackAddress,
    /** Where orders are POSTed to: `<board>/orders`. */
    cashier: loopbackAddress,
    endpoint: loopbackAddress,
    engineToken: v.exactOptional(v.string("must be text")),
    region: v.pipe(
      v.string("must be a region"),
      v.regex(/^[a-z]+(-[a-z]+)+-\d+$/, (issue) => `must be a region such as us-east-1, not ${shown(issue.input)}`),
    ),
    account: v.literal(
      LOCAL_ACCOUNT,
      (issue) => `must be ${LOCAL_ACCOUNT}, the account of the local engine, not ${shown(issue.input)}`,
    ),
    /** Stack name -> output name -> value. */
    outputs: v.record(v.string(), v.record(v.string(), v.string("must be text")), "must be the outputs of each stack"),
    pid: v.pipe(v.number(PID_RULE), v.integer(PID_RULE), v.minValue(1, PID_RULE)),
    /** When that process started, see `startOf`: its id may be another one's by now. */
    started: v.exactOptional(v.string("must be text")),
  },
  (issue) => `must be an object, not ${shown(issue.input)}`,
);

/** What a local shop writes down when it opens, so that the command line and the tests find it. */
export type ShopFile = v.InferOutput<typeof shopFile>;

/** Thrown when no local shop is open in the folder. */
export class NoShopOpen extends ShopError {
  override readonly name = "NoShopOpen";

  constructor(readonly path: string) {
    super("no shop is open here: run npm start");
  }
}

/** Where a shop is described: `$SHOP_FOLDER/shop.json`, by default in `.shop` of the working directory. */
export const shopFilePath = (environment: NodeJS.ProcessEnv): string =>
  join(environment["SHOP_FOLDER"] || ".shop", "shop.json");

export const parseShopFile = (text: string): Parsed<ShopFile> => parseJsonWith(shopFile, text);

/** Shops that may be open at the same time in one folder. */
export const MOST_SHOPS = 20;

/** Where the shops of a folder keep what is theirs: there, and those that found it in use in folders inside. */
export const shopFolders = (folder: string): string[] =>
  Array.from({ length: MOST_SHOPS }, (_, place) => (place === 0 ? folder : join(folder, `shop-${place + 1}`)));

/**
 * Reads the description of the open shop: the one of that folder, or the first that is open in a folder inside.
 *
 * A file that was left behind by a shop that died counts as no file.
 *
 * @throws NoShopOpen
 * @throws ShopError for a file that is broken or describes anything but a shop on this machine
 */
export const readShopFile = (
  path: string,
  isAlive: (pid: number, started?: string) => boolean = processIsAlive,
): ShopFile => {
  for (const folder of shopFolders(dirname(path))) {
    const file = readOne(join(folder, basename(path)));
    if (file && isAlive(file.pid, file.started)) return file;
  }
  throw new NoShopOpen(path);
};

const readOne = (path: string): ShopFile | undefined => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return undefined;
    throw new ShopError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = parseShopFile(text);
  if (parsed.ok) return parsed.value;
  throw new ShopError(`${path} does not describe a local shop: ${faultLine(parsed.faults)} (run npm start again)`);
};
