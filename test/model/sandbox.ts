import { type Asker, asking } from "./clients";
import type { Done } from "./done";
import type { Luck } from "./luck";
import { ServiceError } from "./service-error";
import type { Services } from "./services";
import type { VirtualClock } from "./virtual-clock";

/** How an invocation ended: with a result, with an error, or in the middle, when nobody hears of it. */
export type Ending<T> = { readonly how: "returned"; readonly value: T } | { readonly how: "threw" | "died" };

/** What becomes of one request. */
export type Fate = "works" | "fails" | "works unheard" | "works twice" | "crash before" | "crash after";
export const BAD_FATES = ["fails", "works unheard", "works twice", "crash before", "crash after"] as const;

/** Work that may rightly take effect once more, by its id in the idempotency store, and how often. */
export type Causes = Map<string, number>;

/**
 * One execution environment of Lambda during one invocation. Each request to AWS takes its time and meets its fate. After a
 * crash, or when the function's time is over, nothing it does takes effect, and nothing comes back to it.
 */
export class Sandbox implements Asker {
  private isDead = false;
  private die: () => void = () => {};
  private readonly effects = new Set<string>();
  private readonly finished = new Set<string>();
  private readonly troubled = new Set<string>();

  constructor(
    private readonly world: {
      readonly clock: VirtualClock;
      readonly services: Services;
      readonly luck: Luck;
      readonly causes: Causes;
    },
    /** By how much its clock is wrong. */
    private readonly skewMs: number,
  ) {}

  readonly now = (): number => this.world.clock.now() + this.skewMs;
  readonly date = (): Date => new Date(this.now());

  /** Runs a function. `work` gets the time by its own clock at which it will be over. */
  async run<T>(functionMs: number, work: (deadline: number) => Promise<T>): Promise<Ending<T>> {
    const death = new Promise<Ending<T>>((resolve) => {
      this.die = () => {
        this.isDead = true;
        resolve({ how: "died" });
      };
    });
    const { clock } = this.world;
    const spare = clock.at(clock.now() + functionMs, () => this.die());
    const living = asking
      .run(this, () => work(this.now() + functionMs))
      .then(
        (value): Ending<T> => ({ how: "returned", value }),
        (): Ending<T> => ({ how: "threw" }),
      );
    const ending = await Promise.race([living, death]);
    spare();
    this.isDead = true;
    this.noteCauses(ending.how === "died");
    return ending;
  }

  after(milliseconds: number, happen: () => void): () => void {
    const { clock } = this.world;
    return clock.at(clock.now() + milliseconds, () => {
      if (!this.isDead) asking.run(this, happen);
    });
  }

  /**
   * One request of the function. Once it has left it arrives, even when the function is over by then: nobody hears of it.
   */
  async ask(command: string, input: unknown): Promise<object> {
    const { clock, luck, causes } = this.world;
    if (this.isDead) return NEVER;
    const fate: Fate = luck.choose("fate", "works", ...BAD_FATES);
    const work = finishedWork(input);
    if (work !== undefined && fate !== "works") this.troubled.add(work);
    if (fate === "crash before") return this.crash();
    if (fate === "fails") throw new ServiceError("InternalFailure");
    const latencyMs = luck.choose("latency", 0, 5, 40, 400, 2_700, 6_000);
    const isSlow = latencyMs >= SLOW_MS;
    if (work !== undefined && isSlow) this.troubled.add(work);
    await clock.sleep(latencyMs);
    const act = () => this.note(this.world.services.carryOut(command, input, luck), work);
    if (fate === "crash after") {
      try {
        act();
      } finally {
        this.die();
      }
      return NEVER;
    }
    let done = act();
    if (fate === "works twice") {
      for (const id of done.effects) count(causes, id);
      done = act();
    }
    if (isSlow || fate === "works unheard") for (const id of done.effects) this.troubled.add(id);
    if (fate === "works unheard") throw new ServiceError("TimeoutError");
    await clock.sleep(luck.choose("latency", 0, 5, 40, 400));
    return this.isDead ? NEVER : done.reply;
  }

  private crash(): Promise<never> {
    this.die();
    return NEVER;
  }

  private note(done: Done, work: string | undefined): Done {
    if (this.isDead) for (const id of done.effects) count(this.world.causes, id);
    else for (const id of done.effects) this.effects.add(id);
    for (const id of done.unheard) this.troubled.add(id);
    if (work !== undefined) this.finished.add(work);
    return done;
  }

  /** What took effect without being noted as finished may come again, if a fault and not the function is to blame. */
  private noteCauses(died: boolean): void {
    for (const id of this.effects) {
      if (!this.finished.has(id) && (died || this.troubled.has(id))) count(this.world.causes, id);
    }
  }
}

/** A reply that takes longer is a fault: whoever asked may have given it up by then. */
const SLOW_MS = 2_700;

/** What a request waits for that nobody will ever hear of. */
const NEVER = new Promise<never>(() => {});

const count = (causes: Causes, id: string): void => {
  causes.set(id, (causes.get(id) ?? 0) + 1);
};

/** The work whose end a request writes into the idempotency store. */
const finishedWork = (input: unknown): string | undefined => {
  if (typeof input !== "object" || input === null || !("Item" in input)) return undefined;
  const { id, state } = input.Item as Readonly<Record<string, { readonly S?: string } | undefined>>;
  return state?.S === "finished" ? id?.S : undefined;
};
