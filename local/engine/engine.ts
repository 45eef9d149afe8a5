import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { parseJsonWith } from "../../lambda/messages/fields";
import { ShopError } from "../../operations/shop-error";
import { cleanEnvironment, PROJECT, towardsEngine } from "../clean-environment";
import type { Opened } from "../closing";
import { Program, tailOf } from "../program";

interface EngineSettings {
  readonly python: string;
  readonly port: number;
  /** Where the functions find AWS. */
  readonly functionsEndpoint: string;
  /** Where it finds the state of last time, and leaves it. */
  readonly stateFolder: string;
  /** For its own temporary files and those of the functions. */
  readonly scratch: string;
  readonly logFile: string;
}

/** Measured: 0.4 to 2.4 seconds. A busy machine may need longer. */
const START_DEADLINE_MS = 60_000;
const READY_POLL_MS = 50;

/** Measured: 2.5 seconds. Writing down a great many messages takes longer. */
const STOP_GRACE_MS = 30_000;

/** What the engine says of its state, see `keep_state.py`. Moments are in seconds. */
const note = v.union([
  v.object({ loaded: v.object({ savedAt: v.number(), final: v.boolean() }) }),
  v.object({ saved: v.number() }),
  v.object({ failed: v.string() }),
  v.object({ damaged: v.string() }),
]);

/** A running engine: it speaks the AWS APIs on 127.0.0.1 and runs the functions with the Node.js that runs this. */
export class Engine implements Opened {
  /** Resolves when the engine has ended, for whatever reason. */
  readonly ended: Promise<unknown>;

  /** Opens what the engine can do beside the AWS APIs, to those who know it. */
  readonly token = randomUUID();

  /** What it was started with: of when it is, and whether that was an orderly stop. */
  loaded: { readonly savedAt: number; readonly final: boolean } | undefined;
  /** Why it cannot be started with what is in its state folder. */
  damaged: string | undefined;
  /** Of when the last state is that it wrote down, in milliseconds. */
  savedAt = 0;
  /** Told why nothing could be written down; undefined when it works again. */
  onFault: (reason: string | undefined) => void = () => undefined;

  private readonly program: Program;
  private keeping = false;
  private running = true;
  private fault: string | undefined;
  private firstSaved = () => {};

  /** Starts an engine; see `untilReady`. */
  constructor(private readonly settings: EngineSettings) {
    this.program = new Program({ ...programOf(settings, this.token), onLine: this.onLine });
    this.ended = this.program.ended.finally(() => {
      this.running = false;
    });
  }

  get port(): number {
    return this.settings.port;
  }

  get endpoint(): string {
    return `http://localhost:${this.port}`;
  }

  /**
   * Waits until the engine answers.
   *
   * @throws ShopError with the end of its log when it does not
   */
  async untilReady(signal: AbortSignal): Promise<void> {
    const { port, logFile } = this.settings;
    let over = false;
    void this.ended.then(() => {
      over = true;
    });
    for (const deadline = Date.now() + START_DEADLINE_MS; Date.now() < deadline; await pause(READY_POLL_MS)) {
      signal.throwIfAborted();
      if (over) throw new ShopError(`${tailOf(logFile)}\nThe engine did not start: see above (log: ${logFile}).`);
      if (await isReady(this.endpoint, nameOf(port), this.token)) return;
    }
    throw new ShopError(`the engine did not answer within ${START_DEADLINE_MS / 1_000} s (log: ${logFile})`);
  }

  /** From now on its state is written down, while it runs and when it stops. Resolves when it was for the first time, or could not be. */
  async keep(): Promise<void> {
    const first = new Promise<void>((resolve) => {
      this.firstSaved = resolve;
    });
    this.keeping = true;
    this.program.tell("keep");
    await Promise.race([first, this.ended]);
  }

  /** Whether something would be lost by ending now. */
  isWriting(): boolean {
    return this.keeping && this.running;
  }

  async close(): Promise<void> {
    await this.program.stop(STOP_GRACE_MS);
  }

  /** One that keeps state is left to stop in order: it does so when this process ends. */
  force(): void {
    if (!this.keeping) this.program.force();
  }

  private readonly onLine = (line: string): void => {
    const parsed = parseJsonWith(note, line);
    if (!parsed.ok) return;
    if ("loaded" in parsed.value) this.loaded = parsed.value.loaded;
    else if ("damaged" in parsed.value) this.damaged = parsed.value.damaged;
    else {
      const fault = "failed" in parsed.value ? parsed.value.failed : undefined;
      if ("saved" in parsed.value) this.savedAt = parsed.value.saved * 1_000;
      if (fault !== this.fault) this.onFault(fault);
      this.fault = fault;
      this.firstSaved();
    }
  };
}

const programOf = (
  { python, port, functionsEndpoint, stateFolder, scratch, logFile }: EngineSettings,
  token: string,
) => ({
  command: python,
  args: [join(__dirname, "serve.py")],
  folder: scratch,
  logFile,
  environment: {
    ...cleanEnvironment(scratch),
    ...towardsEngine(functionsEndpoint),
    GATEWAY_PORT: String(port),
    BIND_HOST: "127.0.0.1",
    SHOP_ENGINE_TOKEN: token,
    PERSIST_STATE: "1",
    STATE_DIR: stateFolder,
    S3_DATA_DIR: join(scratch, "s3"),
    // Anything below would write messages and phone numbers into the log.
    LOG_LEVEL: "WARNING",
    MINISTACK_EDITION: nameOf(port),
    SFTP_ENABLED: "0",
    IOT_MTLS_ENABLED: "0",
    // The functions behind CDK's custom resources find the AWS SDK here; the shop's own functions bring theirs.
    NODE_PATH: join(PROJECT, "node_modules"),
  },
});

/** What the engine calls itself, to tell it from an engine of somebody else that took the port first. */
const nameOf = (port: number): string => `shop-${process.pid}-${port}`;

const health = v.object({ edition: v.string(), ready_scripts: v.object({ status: v.string() }) });

const isReady = async (endpoint: string, name: string, token: string): Promise<boolean> => {
  try {
    const headers = { "x-shop-token": token };
    const response = await fetch(`${endpoint}/_ministack/health`, { headers, signal: AbortSignal.timeout(1_000) });
    const { edition, ready_scripts } = v.parse(health, await response.json());
    return edition === name && ready_scripts.status === "completed";
  } catch {
    return false;
  }
};
