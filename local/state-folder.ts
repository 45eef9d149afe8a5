import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { takeLockFile } from "../operations/lock-file.cjs";
import { ShopError } from "../operations/shop-error";

/** Shops that may be open at the same time in one folder. */
const MOST_SHOPS = 20;

/** Where one shop keeps what it needs, while it is open and until the next time. */
export type StateFolder = ReturnType<typeof stateFolder>;

/** @param instead whether another shop has the folder that was asked for, and this is one inside it */
const stateFolder = (path: string, instead: boolean) => {
  const shopFile = join(path, "shop.json");
  const scratch = join(path, "scratch");
  const readyOrders = join(path, "ready-orders.jsonl");
  const inbox = join(path, "inbox.jsonl");
  const keptState = join(path, "kept-state.json");
  const engineStates = join(path, "engine-state");
  const typed = relative(process.cwd(), path);
  const force = (): void => {
    clear(shopFile, scratch);
    rmSync(pidFileOf(path), { force: true });
  };
  return {
    path,
    instead,
    /** The folder as somebody in the working directory would type it. */
    typed: typed === "" || typed.startsWith("..") ? path : typed,
    shopFile,
    /** For everything that must be gone when the shop closes: temporary files of the engine, its functions and the CDK. */
    scratch,
    /** What was ready, and what customers received: see `KeptList`. */
    readyOrders,
    inbox,
    /** What this was deployed from, when the engine kept its state. */
    keptState,
    /** The cloud assembly: what the stacks are synthesized into. */
    assembly: join(path, "cdk.out"),
    engineLog: join(path, "logs", "engine.log"),
    deployLog: join(path, "logs", "deploy.log"),
    /** Where the engine finds and keeps its state, by the name that `freshEngineState` gave it. */
    engineState: (name: string): string => join(engineStates, basename(name)),
    /** Whether an engine left state here, in order or not. */
    hasEngineState: (): boolean => existsSync(engineStates),
    /**
     * Throws away what earlier shops left here, and returns the name of an empty place for the engine's state: a new one,
     * since the engine of a shop that died may be writing to the old one still.
     */
    freshEngineState: (): string => {
      clear(engineStates, keptState, readyOrders, inbox);
      mkdirSync(engineStates, { recursive: true });
      return basename(mkdtempSync(join(engineStates, "since-")));
    },
    close: async (): Promise<void> => force(),
    force,
  };
};

/**
 * Takes a folder for this process, which `shop.pid` in it then names: the one that was asked for, or one inside it when
 * another shop is open there. What a shop that died left behind is cleared away.
 *
 * @throws ShopError when nothing can be written there
 */
export const takeStateFolder = (folder: string): StateFolder => {
  const asked = resolve(folder);
  for (let shop = 1; shop <= MOST_SHOPS; shop += 1) {
    const path = shop === 1 ? asked : join(asked, `shop-${shop}`);
    if (!take(path)) continue;
    const taken = stateFolder(path, shop > 1);
    clear(taken.shopFile, taken.scratch, join(path, "logs"));
    mkdirSync(taken.scratch, { recursive: true });
    return taken;
  }
  throw new ShopError(`${folder} has ${MOST_SHOPS} open shops already: close one, or give --folder another folder`);
};

const clear = (...paths: readonly string[]): void => {
  for (const path of paths) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
};

const pidFileOf = (path: string): string => join(path, "shop.pid");

/** Takes a folder, unless a living process has it. */
const take = (path: string): boolean => {
  try {
    mkdirSync(path, { recursive: true });
    return takeLockFile(pidFileOf(path)) === undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShopError(`the state folder cannot be used: ${reason} (give --folder another folder)`);
  }
};
