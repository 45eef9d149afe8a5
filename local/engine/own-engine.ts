import { baristaState } from "../../operations/barista";
import { localShop } from "../../operations/local-shop";
import { type QueueDepth, queueDepths, totalOf } from "../../operations/queue-depths";
import { ShopError } from "../../operations/shop-error";
import { bootstrapEngine, deployStacks, synthesizeStacks } from "../deploy";
import { fingerprint } from "../fingerprint";
import { countKept, type KeptState, keptIn, moveKeptState, noteKeptState } from "../kept-state";
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

interface OwnEngine extends Pick<OwnDeployed, "engine" | "proxy"> {
  /** What it was started with, at the port it has now. */
  readonly kept: KeptState | undefined;
}

/**
 * Starts an engine for this shop with the state of last time, whoever left that and however it ended, and with stacks that
 * are brought up to date in it; without any, with freshly deployed ones.
 *
 * State that this engine cannot use is moved away.
 */
export const openOwnEngine = async (opening: Opening): Promise<OwnDeployed> => {
  const { options, folder, closing, progress } = opening;
  const say = (line: string) => progress.say(line);
  const installation = { logFile: folder.deployLog, signal: closing.signal, say };
  const environment = engineEnvironment();
  const python =
    (await environment.installed()) ??
    (await progress.step("Installing the engine, once", () => environment.install(installation)));
  if (options.fresh) folder.forgetAll();
  const kept = keptIn(folder);
  const synthesis = () => synthesizeStacks(opening);
  if (kept === undefined) return openAfresh(opening, python, synthesis());
  if ((kept.engine ?? environment.id) === environment.id) return reopen(opening, python, kept);
  moveAway(opening, kept, `of another engine (${kept.engine})`, "with the version of this project that wrote it");
  return openAfresh(opening, python, synthesis());
};

const moveAway = ({ folder, progress }: Opening, kept: KeptState, why: string, how: string): void => {
  const counted = countKept(folder, kept);
  const aside = folder.moveAway();
  progress.say(
    `What the last shop here kept is ${why}: starting afresh. It was moved to ${aside}, with ${counted}. ` +
      `To have it back, open it ${how}: npm start -- --folder ${aside}`,
  );
};

const reopen = async (opening: Opening, python: string, kept: KeptState): Promise<OwnDeployed> => {
  const { folder, progress } = opening;
  const [own] = await Promise.all([start(opening, python, kept.engineState, kept), synthesizeStacks(opening)]);
  const { engine, proxy } = own;
  const made = fingerprint(folder.assembly, engineEnvironment().id);
  const unchanged = made === kept.fingerprint && own.kept !== undefined;
  const { endpoint, token: engineToken } = engine;
  if (engine.damaged === undefined) {
    const outputs = unchanged ? (own.kept?.outputs ?? {}) : await update(opening, endpoint);
    const deployed = { endpoint, engineToken, outputs, engine, proxy };
    const depths = await depthsOf(deployed);
    if (depths !== undefined) {
      if (engine.loaded?.final === false || folder.wasLeftOpen) progress.say(whatIsBack(engine, depths));
      await keep(opening, engine, { ...kept, fingerprint: made, outputs });
      return deployed;
    }
  }
  await engine.close();
  moveAway(opening, kept, `damaged (${engine.damaged ?? "a queue or function is missing"})`, "once it is repaired");
  return openAfresh(opening, python, Promise.resolve());
};

/** Brings the stacks up to date with all that waits in them, as on AWS. */
const update = async (opening: Opening, endpoint: string) => {
  opening.progress.say("The stacks have changed since the last time: they are brought up to date, what waits is kept.");
  try {
    return await deployStacks(opening, endpoint);
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    throw new ShopError(
      `${error.message}\nWhat the last shop here kept is as it was. Put the stacks right and start again, or open another shop with --folder.`,
    );
  }
};

/** Names what there is after a shop that was not closed in order, and what there may have been besides. */
const whatIsBack = ({ loaded }: Engine, depths: readonly QueueDepth[]): string => {
  const inQueue = (...names: readonly string[]) =>
    depths.filter(({ name }) => names.includes(name)).reduce((sum, depth) => sum + totalOf(depth), 0);
  const missing = loaded?.final
    ? "nothing is missing"
    : "what the cashier accepted in the second after that may be missing";
  return (
    `The last shop here was not closed in order. All that its engine had written down at ${timeOf((loaded?.savedAt ?? 0) * 1_000)} is back: ` +
    `${inQueue("orders")} orders waiting, ${inQueue("ordersDeadLetter")} dead letters, ${inQueue("pickupBoard")} on their way to the pickup board; ${missing}.`
  );
};

const timeOf = (moment: number): string => new Date(moment).toTimeString().slice(0, 8);

/** From now on the engine writes its state down. What it was deployed from is noted when that was done for the first time. */
const keep = async ({ folder, progress }: Opening, engine: Engine, made: KeptState): Promise<void> => {
  engine.onFault = (reason) =>
    progress.say(
      reason === undefined
        ? "Orders are written down again."
        : `Orders cannot be written down (${reason}): a crash would lose what came after ${engine.savedAt === 0 ? "the last time" : timeOf(engine.savedAt)}. What was written down until then stays.`,
    );
  await engine.keep();
  if (engine.savedAt === 0) return;
  noteKeptState(folder.keptState, { ...made, engine: engineEnvironment().id, enginePort: engine.port });
};

const openAfresh = async (opening: Opening, python: string, synthesis: Promise<void>): Promise<OwnDeployed> => {
  const engineState = opening.folder.newEngineState();
  const opened = async () => {
    const own = await start(opening, python, engineState);
    await bootstrapEngine(opening, own.engine.endpoint);
    return own;
  };
  const [{ engine, proxy }] = await Promise.all([opened(), synthesis]);
  const { endpoint, port: enginePort, token: engineToken } = engine;
  const outputs = await deployStacks(opening, endpoint);
  const made = fingerprint(opening.folder.assembly, engineEnvironment().id);
  await keep(opening, engine, { fingerprint: made, engineState, enginePort, outputs });
  return { endpoint, engineToken, outputs, engine, proxy };
};

/** Starts the engine on a port that is free; kept state moves with it. One that is damaged ends the engine, which then says why. */
const start = async (opening: Opening, python: string, engineState: string, kept?: KeptState): Promise<OwnEngine> => {
  const { options, folder, closing, progress, detour = (proxy: string) => proxy } = opening;
  const { scratch, engineLog: logFile } = folder;
  const stateFolder = folder.engineState(engineState);
  let enginePort = 0;
  const proxy = closing.add(await AwsApiProxy.open(() => enginePort));
  const functionsEndpoint = detour(proxy.url);
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(options.enginePort, kept?.enginePort);
    enginePort = port;
    const engine = closing.add(new Engine({ python, port, functionsEndpoint, stateFolder, scratch, logFile }));
    try {
      await progress.step("Starting the engine", () => engine.untilReady(closing.signal));
      return { engine, proxy, kept: kept && moveKeptState(kept, port) };
    } catch (error) {
      await engine.close();
      if (engine.damaged !== undefined && kept) return { engine, proxy, kept };
      if (closing.signal.aborted || attempt >= ATTEMPTS || (await portIsFree(port))) throw error;
    }
  }
};

/** The port of last time, unless another one is asked for or it is taken. */
const choosePort = async (asked: number | undefined, lastTime: number | undefined): Promise<number> =>
  !asked && lastTime && (await portIsFree(lastTime)) ? lastTime : findPort("--engine-port", asked, USUAL_PORT);

/** What is in the queues; undefined unless everything that was deployed is there. */
const depthsOf = async (deployed: Deployed): Promise<QueueDepth[] | undefined> => {
  const shop = localShop(describeShop("http://localhost", deployed));
  try {
    return (await Promise.all([queueDepths(shop), baristaState(shop)]))[0];
  } catch {
    return undefined;
  }
};
