import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { takeLockFile } from "../operations/lock-file.cjs";
import { ShopError } from "../operations/shop-error";
import { MOST_SHOPS, parseShopFile, shopFolders } from "../operations/shop-file";
import { textIn } from "./kept-list";
import { readKeptState } from "./kept-state";

/** Where one shop keeps what it needs, while it is open and until the next time. */
export type StateFolder = ReturnType<typeof stateFolder>;

/** Whatever else is in a folder is somebody else's: it is neither changed nor removed. */
const OWN = {
  marker: ".coffee-shop",
  lock: "shop.pid",
  shopFile: "shop.json",
  readyOrders: "ready-orders.jsonl",
  inbox: "inbox.jsonl",
  keptState: "kept-state.json",
  engineStates: "engine-state",
  logs: "logs",
  engineLog: join("logs", "engine.log"),
  deployLog: join("logs", "deploy.log"),
};

const MARK = "The local coffee shop (npm start) made this folder its own.\n";

/** @param instead whether another shop has the folder that was asked for, and this is one inside it */
const stateFolder = (path: string, instead: boolean) => {
  const shopFile = join(path, OWN.shopFile);
  const readyOrders = join(path, OWN.readyOrders);
  const inbox = join(path, OWN.inbox);
  const keptState = join(path, OWN.keptState);
  const engineStates = join(path, OWN.engineStates);
  const scratch = mark(mkdtempSync(join(path, SCRATCH)));
  const wasLeftOpen = existsSync(shopFile);
  forget(shopFile, join(path, OWN.engineLog), join(path, OWN.deployLog));
  const force = (): void => {
    forget(shopFile);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    forget(join(path, OWN.lock));
  };
  return {
    path,
    instead,
    /** Whether the last shop here was not closed. */
    wasLeftOpen,
    /** The folder as somebody in the working directory would type it. */
    typed: typedPath(path),
    shopFile,
    /** For everything that must be gone when the shop closes: temporary files of the engine, its functions and the CDK. */
    scratch,
    /** What was ready, and what customers received: see `KeptList`. */
    readyOrders,
    inbox,
    /** What this was deployed from. */
    keptState,
    /** The cloud assembly: what the stacks are synthesized into. */
    assembly: join(scratch, "cdk.out"),
    engineLog: join(path, OWN.engineLog),
    deployLog: join(path, OWN.deployLog),
    /** Where the engine finds and keeps its state, by the name that `newEngineState` gave it. */
    engineState: (name: string): string => join(engineStates, basename(name)),
    /** Names of the states that engines wrote down here, the newest last. */
    engineStates: (): string[] =>
      namesIn(engineStates).filter((name) => stateFilesIn(join(engineStates, name)).length > 0),
    /** The name of an empty place for the engine's state; a new one, since the engine of a shop that died may still write. */
    newEngineState: (): string => {
      mkdirSync(engineStates, { recursive: true });
      return basename(mkdtempSync(join(engineStates, `${STATE}${Date.now()}-`)));
    },
    /** Throws away what earlier shops left here. */
    forgetAll: (): void => {
      forget(keptState, readyOrders, inbox);
      for (const name of namesIn(engineStates)) forgetState(join(engineStates, name));
    },
    /** Moves what earlier shops left here to a folder with a date in its name, and returns that. */
    moveAway: (): string => {
      const aside = join(path, `moved-away-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}`);
      mkdirSync(aside);
      mark(aside);
      for (const kept of [keptState, readyOrders, inbox, engineStates])
        if (existsSync(kept)) renameSync(kept, join(aside, basename(kept)));
      return aside;
    },
    close: async (): Promise<void> => force(),
    force,
  };
};

const SCRATCH = "scratch-";
const STATE = "since-";

const typedPath = (path: string): string => {
  const typed = relative(process.cwd(), path);
  return typed === "" || typed.startsWith("..") ? path : typed;
};

/**
 * Takes a folder for this process, which `shop.pid` in it then names: the one that was asked for, or one inside it when
 * another shop is open there. What a shop that died left behind is cleared away.
 *
 * @throws ShopError when nothing can be written there, or it has somebody else's files in it
 */
export const takeStateFolder = (folder: string): StateFolder => {
  const asked = resolve(folder);
  for (const path of shopFolders(asked)) {
    if (!take(path)) continue;
    const scratches = namesIn(path).filter((name) => name.startsWith(SCRATCH) && isMarked(join(path, name)));
    for (const name of scratches) rmSync(join(path, name), { recursive: true, force: true, maxRetries: 3 });
    return usable(() => stateFolder(path, path !== asked));
  }
  throw new ShopError(`${folder} has ${MOST_SHOPS} open shops already: close one, or give --folder another folder`);
};

/** Takes a folder, unless a living process has it. */
const take = (path: string): boolean =>
  usable(() => {
    mkdirSync(path, { recursive: true });
    makeOwn(path);
    return takeLockFile(join(path, OWN.lock)) === undefined;
  });

const usable = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ShopError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShopError(`the state folder cannot be used: ${reason} (give --folder another folder)`);
  }
};

/** @throws ShopError for a folder that has anything of somebody else in it */
const makeOwn = (path: string): void => {
  const link = Object.values(OWN).find((name) => isLink(join(path, name)));
  if (link !== undefined)
    throw new ShopError(`${join(typedPath(path), link)} is a link: a shop writes into its own folder only`);
  if (isMarked(path)) return;
  if (!readdirSync(path).every((name) => name.startsWith(OWN.marker)) && !isOfEarlierVersion(path)) {
    throw new ShopError(
      `${typedPath(path)} has files in it that are not a shop's: give --folder a folder that is new or empty (nothing was changed)`,
    );
  }
  mark(path);
};

const isMarked = (path: string): boolean => !isLink(path) && textIn(join(path, OWN.marker)) === MARK;

/** Whoever sees the marker sees all of it. */
const mark = (path: string): string => {
  const draft = join(path, `${OWN.marker}.${process.pid}`);
  writeFileSync(draft, MARK);
  try {
    linkSync(draft, join(path, OWN.marker));
  } catch (error) {
    if (!isMarked(path)) throw error;
  } finally {
    unlinkSync(draft);
  }
  return path;
};

/**
 * Earlier versions left no marker. Their folder has nothing but what they made, and something that only they write: a note
 * of what was deployed, the description of a shop, state of an engine, or its log beside a process id. In `.shop` of the
 * project the set-up may have been before any shop.
 */
const isOfEarlierVersion = (path: string): boolean => {
  const names = readdirSync(path).filter((name) => !OF_THE_SYSTEM.has(name));
  if (names.every((name) => name === "setup")) return namesIn(join(path, "setup")).every((name) => SETUP.has(name));
  return (
    names.every((name) => EARLIER.has(name) || shopFolders("").includes(name)) &&
    namesIn(join(path, OWN.logs)).every((name) => LOGS.has(name)) &&
    (readKeptState(join(path, OWN.keptState)) !== undefined ||
      parseShopFile(textIn(join(path, OWN.shopFile))).ok ||
      namesIn(join(path, OWN.engineStates)).some((name) => name.startsWith(STATE)) ||
      (/^\d+$/.test(textIn(join(path, OWN.lock))) && existsSync(join(path, OWN.engineLog))))
  );
};

const OF_THE_SYSTEM = new Set([".DS_Store"]);
const SETUP = new Set(["lock", "users"]);
const LOGS = new Set(["engine.log", "deploy.log"]);
const EARLIER = new Set([...Object.values(OWN), "setup", "scratch", "cdk.out"]);

/** What an engine writes into the folder of its state. */
const STATE_FILE = /^(state\.jsonl(\.draft)?|lock|[a-z0-9_]+\.json(\.tmp)?)$/;

const stateFilesIn = (path: string): string[] =>
  namesIn(path).filter((name) => STATE_FILE.test(name) && name.includes(".json") && !/\.(draft|tmp)$/.test(name));

const forgetState = (path: string): void => {
  const blobs = join(path, "lambda-blobs");
  forget(...namesIn(blobs).flatMap((name) => (/^[0-9a-f]{64}\.zip$/.test(name) ? [join(blobs, name)] : [])));
  forget(...namesIn(path).flatMap((name) => (STATE_FILE.test(name) ? [join(path, name)] : [])));
  for (const emptied of [blobs, path]) {
    try {
      rmdirSync(emptied);
    } catch {
      // Something is in it that no engine wrote.
    }
  }
};

/** Removes files; a link that somebody put in the place of one stays, and a folder. */
const forget = (...paths: readonly string[]): void => {
  for (const path of paths) if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) unlinkSync(path);
};

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Names in a folder, sorted; none of what is no folder, or a link to one. */
const namesIn = (path: string): string[] =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path).sort() : [];
