import { between, randomFrom, shuffled } from "../support/random-from";
import type { CauseBook } from "./cause-book";
import type { FunctionCall, Step } from "./function-call";
import { killProcess, processesConnectedTo } from "./function-processes";

/** Where a function is when it is killed: the barista at one of these points of its work, or any function anywhere. */
export const KILL_POINTS = [
  "before claim",
  "after claim",
  "after publish",
  "before finish",
  "after finish",
  "on return",
  "at random",
] as const;

export type KillPoint = (typeof KILL_POINTS)[number];

/** When, in the course of a call, its function is killed. */
export type Moment = "before" | "done" | "answered";

const MOMENTS: Record<Exclude<KillPoint, "at random">, { readonly step: Step; readonly moment: Moment }> = {
  "before claim": { step: "claim", moment: "before" },
  "after claim": { step: "claim", moment: "done" },
  "after publish": { step: "publish", moment: "done" },
  "before finish": { step: "finish", moment: "before" },
  "after finish": { step: "finish", moment: "done" },
  "on return": { step: "finish", moment: "answered" },
};

/** What a killer works with. */
export interface KillerSettings {
  readonly seed: number;
  /** How many kills there are to be, the points in turn. */
  readonly kills: number;
  readonly causes: CauseBook;
  /** Port that the functions' calls come to. */
  readonly port: number;
  /** Parts of the command lines of those that may be killed at random. */
  readonly names: readonly string[];
}

/** Kills processes of functions with SIGKILL, one point after the other, as fast as it is allowed to. */
export class Killer {
  /** So many kills there may be by now. */
  allowed = 0;
  private readonly done = new Map<KillPoint, number>();
  private readonly todo: KillPoint[];
  private readonly random: () => number;

  constructor(private readonly settings: KillerSettings) {
    this.random = randomFrom(settings.seed, "kills");
    const points = Array.from({ length: settings.kills }, (_, place) => KILL_POINTS[place % KILL_POINTS.length]);
    this.todo = shuffled(this.random, points).filter((point) => point !== undefined);
  }

  /** Point -> kills. */
  get kills(): ReadonlyMap<KillPoint, number> {
    return this.done;
  }

  get count(): number {
    return this.settings.kills - this.todo.length;
  }

  /** The point at which the function is to be killed at this moment of its call; undefined to let it live. */
  pointAt(call: FunctionCall, moment: Moment): KillPoint | undefined {
    const point = this.next();
    if (point === undefined || point === "at random") return undefined;
    const wanted = MOMENTS[point];
    if (wanted.step !== call.step || wanted.moment !== moment) return undefined;
    return moment !== "answered" || this.settings.causes.isAllNoted(call) ? point : undefined;
  }

  /** Kills the function at the other end of a connection; false when it is gone already, or it was another one's turn. */
  killAt(port: number, point: KillPoint): boolean {
    return this.todo[0] === point && this.kill((ports) => ports.includes(port));
  }

  /** Kills any function, if it is a random one's turn. */
  strike(): void {
    if (this.next() === "at random") this.kill(() => true);
  }

  /** From now on every kill is a random one: there is not enough work left for the others. */
  giveUpPoints(): void {
    this.todo.fill("at random");
  }

  private next(): KillPoint | undefined {
    return this.count < this.allowed ? this.todo[0] : undefined;
  }

  private kill(isMeant: (ports: readonly number[]) => boolean): boolean {
    const { port, names, causes } = this.settings;
    const found = processesConnectedTo(port).filter(
      ({ ports, command }) => isMeant(ports) && names.some((name) => command.includes(name)),
    );
    const victim = found[between(this.random, 0, found.length - 1)];
    const point = this.todo[0];
    if (victim === undefined || point === undefined || !killProcess(victim)) return false;
    for (const closed of victim.ports) causes.ended(closed);
    this.todo.shift();
    this.done.set(point, (this.done.get(point) ?? 0) + 1);
    return true;
  }
}
