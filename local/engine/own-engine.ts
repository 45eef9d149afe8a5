import { rmSync } from "node:fs";
import { baristaState } from "../../operations/barista";
import { localShop } from "../../operations/local-shop";
import { queueDepths } from "../../operations/queue-depths";
import type { Opened } from "../closing";
import { bootstrapEngine, deployStacks, synthesizeStacks } from "../deploy";
import { fingerprint } from "../fingerprint";
import { type KeptState, moveKeptState, noteKeptState, readKeptState } from "../kept-state";
import type { Deployed, Opening } from "../opening";
import { findPort, portIsFree } from "../ports";
import { describeShop } from "../shop-file";
import { AwsApiProxy } from "./aws-api-proxy";
import { Engine } from "./engine";
import { engineEnvironment } from "./pinned-environment";

/** Where AWS tools look for an engine on their own machine. */
const USUAL_PORT = 4_566;

/** Another program may take the port between looking and listening. */
const ATTEMPTS = 3;

interface OwnDeployed extends Deployed {
  readonly engine: Engine;
  readonly proxy: AwsApiProxy;
}

/** An engine that notes what its state was made from when it has stopped in order. */
interface OwnEngine extends Opened, Pick<OwnDeployed, "engine" | "proxy"> {
  /** Undefined while the state is worth nothing. */
  note: KeptState | undefined;
}

/**
 * Starts an engine for this shop, with the state of last time if it fits, otherwise with freshly deployed stacks.
 *
 * The state fits when it was kept in order, from the same templates, functions and engine.
 */
export const openOwnEngine = async (opening: Opening): Promise<OwnDeployed> => {
  const { options, folder, closing, progress } = opening;
  const say = (line: string) => progress.say(line);
  const installation = { logFile: folder.deployLog, signal: closing.signal, say };
  const environment = engineEnvironment();
  const python =
    (await environment.installed()) ??
    (await progress.step("Installing the engine, once", () => environment.install(installation)));
  const kept = options.fresh ? undefined : readKeptState(folder.keptState);
  if (kept) return (await reopen(opening, python, kept)) ?? (await openAfresh(opening, python, Promise.resolve()));
  if (folder.hasEngineState() && !options.fresh)
    progress.say("The last shop here was not closed in order: starting afresh.");
  return openAfresh(opening, python, synthesizeStacks(opening));
};

/** Starts the engine with kept state; undefined when that does not fit after all, and the engine has stopped again. */
const reopen = async (opening: Opening, python: string, kept: KeptState): Promise<OwnDeployed | undefined> => {
  const [own] = await Promise.all([start(opening, python, kept.engineState, kept), synthesizeStacks(opening)]);
  const { note, engine, proxy } = own;
  const unchanged = fingerprint(opening.folder.assembly, engineEnvironment().id) === kept.fingerprint;
  const { endpoint, token: engineToken } = engine;
  const deployed = { endpoint, engineToken, outputs: note?.outputs ?? {}, engine, proxy };
  if (unchanged && (await isWhole(deployed))) return deployed;
  const reason = unchanged ? "What the engine kept is damaged" : "The stacks have changed since the last time";
  opening.progress.say(`${reason}: starting afresh.`);
  own.note = undefined;
  await own.close();
  return undefined;
};

const openAfresh = async (opening: Opening, python: string, synthesis: Promise<void>): Promise<OwnDeployed> => {
  const engineState = opening.folder.freshEngineState();
  const opened = async () => {
    const own = await start(opening, python, engineState);
    await bootstrapEngine(opening, own.engine.endpoint);
    return own;
  };
  const [own] = await Promise.all([opened(), synthesis]);
  const { engine, proxy } = own;
  const outputs = await deployStacks(opening, engine.endpoint);
  const made = fingerprint(opening.folder.assembly, engineEnvironment().id);
  own.note = { fingerprint: made, engineState, enginePort: engine.port, outputs };
  return { endpoint: engine.endpoint, engineToken: engine.token, outputs, engine, proxy };
};

/** Starts the engine on a port that is free; kept state moves with it. */
const start = async (opening: Opening, python: string, engineState: string, kept?: KeptState): Promise<OwnEngine> => {
  const { options, folder, closing, progress, detour = (proxy: string) => proxy } = opening;
  const { scratch, engineLog: logFile } = folder;
  const stateFolder = folder.engineState(engineState);
  let note = kept;
  let enginePort = 0;
  const proxy = closing.add(await AwsApiProxy.open(() => enginePort));
  const functionsEndpoint = detour(proxy.url);
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(options.enginePort, note?.enginePort);
    note = note && moveKeptState(stateFolder, note, port);
    rmSync(folder.keptState, { force: true });
    enginePort = port;
    const engine = new Engine({ python, port, functionsEndpoint, stateFolder, scratch, logFile });
    const own = closing.add<OwnEngine>({
      engine,
      proxy,
      note,
      close: async () => {
        await engine.close();
        const { orderly } = await engine.ended;
        if (own.note && orderly) noteKeptState(folder.keptState, own.note);
      },
      force: () => engine.force(),
    });
    try {
      await progress.step("Starting the engine", () => engine.untilReady(closing.signal));
      return own;
    } catch (error) {
      await engine.close();
      if (closing.signal.aborted || attempt >= ATTEMPTS || (await portIsFree(port))) throw error;
      own.note = undefined;
    }
  }
};

/** The port of last time, unless another one is asked for or it is taken. */
const choosePort = async (asked: number | undefined, lastTime: number | undefined): Promise<number> =>
  !asked && lastTime !== undefined && (await portIsFree(lastTime))
    ? lastTime
    : findPort("--engine-port", asked, USUAL_PORT);

/** Whether everything that was deployed is there. */
const isWhole = async (deployed: Deployed): Promise<boolean> => {
  const shop = localShop(describeShop("http://localhost", deployed));
  try {
    await Promise.all([queueDepths(shop), baristaState(shop)]);
    return true;
  } catch {
    return false;
  }
};
