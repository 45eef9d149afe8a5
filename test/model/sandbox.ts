import { type Asker, asking } from "./clients";
import type { Luck } from "./luck";
import { type Done, ServiceError, type Services } from "./services";
import type { VirtualClock } from "./virtual-clock";

/** How an invocation ended: with a result, with an error, or in the middle, when nobody hears of it. */
export type Ending<T> = { readonly how: "returned"; readonly value: T } | { readonly how: "threw" | "died" };

export type Outcome = "works" | "fails" | "works unheard" | "works twice" | "crash before" | "crash after";
export const BAD_OUTCOMES = ["fails", "works unheard", "works twice", "crash before", "crash after"] as const;

/** Work that may rightly take effect once more, by its id in the idempotency store, and how often. */
export type Causes = Map<string, number>;

/** One execution environment of Lambda during one invocation. Once it is dead nothing it does takes effect, and nothing comes back to it. */
export class Sandbox implements Asker {
  private isDead = false;
  private die: () => void = () => {};
  private readonly effects = new Set<string>();
  private readonly completed = new Set<string>();
  private readonly failing = new Set<string>();

  constructor(
    private readonly world: Readonly<{ clock: VirtualClock; services: Services; luck: Luck; causes: Causes }>,
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

  /** One request of the function. Once it has left it arrives, even when the function is over by then: nobody hears of it. */
  async ask(command: string, input: unknown): Promise<object> {
    const { clock, luck, causes } = this.world;
    if (this.isDead) return NEVER;
    const outcome: Outcome = luck.choose("outcome", "works", ...BAD_OUTCOMES);
    const work = completedWork(input);
    if (work !== undefined && outcome !== "works") this.failing.add(work);
    if (outcome === "crash before") {
      this.die();
      return NEVER;
    }
    if (outcome === "fails") throw new ServiceError("InternalFailure");
    const latencyMs = luck.choose("latency", 0, 5, 40, 400, 2_700, 6_000);
    const isSlow = latencyMs >= SLOW_MS;
    if (work !== undefined && isSlow) this.failing.add(work);
    await clock.sleep(latencyMs);
    const act = () => this.note(this.world.services.carryOut(command, input, luck), work);
    if (outcome === "crash after") {
      try {
        act();
      } finally {
        this.die();
      }
      return NEVER;
    }
    let done = act();
    if (outcome === "works twice") {
      for (const id of done.effects) count(causes, id);
      done = act();
    }
    if (isSlow || outcome === "works unheard") for (const id of done.effects) this.failing.add(id);
    if (outcome === "works unheard") throw new ServiceError("TimeoutError");
    await clock.sleep(luck.choose("latency", 0, 5, 40, 400));
    return this.isDead ? NEVER : done.reply;
  }

  private note(done: Done, work: string | undefined): Done {
    if (this.isDead) for (const id of done.effects) count(this.world.causes, id);
    else for (const id of done.effects) this.effects.add(id);
    for (const id of done.unheard) this.failing.add(id);
    if (work !== undefined) this.completed.add(work);
    return done;
  }

  /** What took effect without being noted as completed may come again, if a fault and not the function is to blame. */
  private noteCauses(died: boolean): void {
    for (const id of this.effects) {
      if (!this.completed.has(id) && (died || this.failing.has(id))) count(this.world.causes, id);
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
const completedWork = (input: unknown): string | undefined => {
  if (typeof input !== "object" || input === null || !("Item" in input)) return undefined;
  const { id, state } = input.Item as Readonly<Record<string, { readonly S?: string } | undefined>>;
  return state?.S === "finished" ? id?.S : undefined;
};
