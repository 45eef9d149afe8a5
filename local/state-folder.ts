import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { ShopError } from "../operations/shop-error";
import { processIsAlive } from "../operations/shop-file";
import type { Opened } from "./closing";

/** Shops that may be open at the same time in one folder. */
const MOST_SHOPS = 20;

/**
 * Where one shop keeps what it needs, while it is open and until the next time.
 *
 * One process at a time has it: `shop.pid` names the process.
 */
export class StateFolder implements Opened {
  /** Where the shop says that it is open. */
  readonly shopFile: string;
  /** For everything that must be gone when the shop closes: temporary files of the engine, its functions and the CDK. */
  readonly scratch: string;
  /** What was ready, and what customers received: see `KeptList`. */
  readonly readyOrders: string;
  readonly inbox: string;
  /** What this was deployed from, when the engine kept its state. */
  readonly keptState: string;
  /** The cloud assembly: what the stacks are synthesized into. */
  readonly assembly: string;
  readonly engineLog: string;
  readonly deployLog: string;
  private readonly engineStates: string;
  private readonly pidFile: string;

  private constructor(
    /** Absolute. */
    readonly path: string,
    /** Another shop has the folder that was asked for, and this is one inside it. */
    readonly instead: boolean,
  ) {
    this.shopFile = join(path, "shop.json");
    this.scratch = join(path, "scratch");
    this.readyOrders = join(path, "ready-orders.jsonl");
    this.inbox = join(path, "inbox.jsonl");
    this.engineStates = join(path, "engine-state");
    this.keptState = join(path, "kept-state.json");
    this.assembly = join(path, "cdk.out");
    this.engineLog = join(path, "logs", "engine.log");
    this.deployLog = join(path, "logs", "deploy.log");
    this.pidFile = pidFileOf(path);
  }

  /**
   * Takes a folder for this process: the one that was asked for, or one inside it when another shop is open there.
   * What a shop that died left behind is cleared away.
   *
   * @throws ShopError when nothing can be written there
   */
  static take(folder: string): StateFolder {
    const asked = resolve(folder);
    for (let shop = 1; shop <= MOST_SHOPS; shop += 1) {
      const path = shop === 1 ? asked : join(asked, `shop-${shop}`);
      if (!take(path)) continue;
      const taken = new StateFolder(path, shop > 1);
      taken.clear();
      rmSync(join(path, "logs"), { recursive: true, force: true });
      mkdirSync(taken.scratch, { recursive: true });
      return taken;
    }
    throw new ShopError(`${folder} has ${MOST_SHOPS} open shops already: close one, or give --folder another folder`);
  }

  /** The folder as somebody in the working directory would type it. */
  get typed(): string {
    const typed = relative(process.cwd(), this.path);
    return typed === "" || typed.startsWith("..") ? this.path : typed;
  }

  /** Where the engine finds and keeps its state, by the name that `freshEngineState` gave it. */
  engineState(name: string): string {
    return join(this.engineStates, basename(name));
  }

  /** Whether an engine left state here, in order or not. */
  get hasEngineState(): boolean {
    return existsSync(this.engineStates);
  }

  /**
   * Throws away what earlier shops left here, and returns the name of an empty place for the engine's state: a new one,
   * since the engine of a shop that died may be writing to the old one still.
   */
  freshEngineState(): string {
    for (const path of [this.engineStates, this.keptState, this.readyOrders, this.inbox]) {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    }
    mkdirSync(this.engineStates, { recursive: true });
    return basename(mkdtempSync(join(this.engineStates, "since-")));
  }

  async close(): Promise<void> {
    this.force();
  }

  force(): void {
    this.clear();
    rmSync(this.pidFile, { force: true });
  }

  private clear(): void {
    rmSync(this.shopFile, { force: true });
    rmSync(this.scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

const pidFileOf = (path: string): string => join(path, "shop.pid");

/** Takes a folder, unless a living process has it. */
const take = (path: string): boolean => {
  const pidFile = pidFileOf(path);
  try {
    mkdirSync(path, { recursive: true });
    if (writeNew(pidFile)) return true;
    const pid = Number(readFileSync(pidFile, "utf8"));
    if (pid !== process.pid && Number.isInteger(pid) && pid > 0 && processIsAlive(pid)) return false;
    rmSync(pidFile, { force: true });
    return writeNew(pidFile);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShopError(`the state folder cannot be used: ${reason} (give --folder another folder)`);
  }
};

/** Writes this process's id into a file that must not exist yet; nobody ever sees it empty. */
const writeNew = (pidFile: string): boolean => {
  const draft = `${pidFile}.${process.pid}`;
  try {
    writeFileSync(draft, String(process.pid));
    linkSync(draft, pidFile);
    return true;
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};
