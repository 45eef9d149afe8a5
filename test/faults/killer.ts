import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { between, randomFrom, shuffled } from "../support/random-from";
import type { CauseBook } from "./cause-book";
import type { FunctionCall, Step } from "./function-call";

/** Where a function is when it is killed: the barista at one of these points of its work, or any function anywhere. */
export const KILL_POINTS = [
  "before acquire",
  "after acquire",
  "after publish",
  "before complete",
  "after complete",
  "on return",
  "at random",
] as const;

export type KillPoint = (typeof KILL_POINTS)[number];

/** When, in the course of a call, its function is killed. */
export type Moment = "before" | "done" | "answered";

const MOMENTS: Record<Exclude<KillPoint, "at random">, { readonly step: Step; readonly moment: Moment }> = {
  "before acquire": { step: "acquire", moment: "before" },
  "after acquire": { step: "acquire", moment: "done" },
  "after publish": { step: "publish", moment: "done" },
  "before complete": { step: "complete", moment: "before" },
  "after complete": { step: "complete", moment: "done" },
  "on return": { step: "complete", moment: "answered" },
};

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
  /** How often there was a kill at each point. */
  readonly kills = new Map<KillPoint, number>();
  private readonly todo: KillPoint[];
  private readonly random: () => number;

  constructor(private readonly settings: KillerSettings) {
    this.random = randomFrom(settings.seed, "kills");
    const points = Array.from({ length: settings.kills }, (_, place) => KILL_POINTS[place % KILL_POINTS.length]);
    this.todo = shuffled(this.random, points).filter((point) => point !== undefined);
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
    this.kills.set(point, (this.kills.get(point) ?? 0) + 1);
    return true;
  }
}

export interface FunctionProcess {
  readonly pid: number;
  /** Its command line, which names the function. */
  readonly command: string;
  /** Ports of its connections to the address that was asked about. */
  readonly ports: readonly number[];
}

/** Whether this machine tells which process a connection belongs to. */
export const CAN_TELL_PROCESSES = process.platform === "linux";

/** The processes that this one has started, directly or not, and that are connected to a port of this machine; never anybody else's. */
export const processesConnectedTo = (port: number): FunctionProcess[] => {
  const portOf = connectionsTo(port);
  return descendants().flatMap((pid) => {
    const ports = socketsOf(pid).flatMap((socket) => portOf.get(socket) ?? []);
    return ports.length === 0 ? [] : [{ pid, command: text(`/proc/${pid}/cmdline`).replaceAll("\0", " "), ports }];
  });
};

/** Ends a process without a word; false when it was gone already. */
export const killProcess = ({ pid }: FunctionProcess): boolean => {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
};

const ESTABLISHED = "01";

/** The far ends of connections to a port of 127.0.0.1: socket -> port. */
const connectionsTo = (port: number): ReadonlyMap<string, number> => {
  const server = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const found = new Map<string, number>();
  for (const line of text("/proc/net/tcp").split("\n").slice(1)) {
    const [, local = "", remote, state, , , , , , socket = ""] = line.trim().split(/\s+/);
    if (remote === server && state === ESTABLISHED) found.set(socket, Number.parseInt(local.split(":")[1] ?? "", 16));
  }
  return found;
};

const socketsOf = (pid: number): string[] =>
  list(`/proc/${pid}/fd`).flatMap((name) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${name}`))?.[1] ?? []);

const descendants = (): number[] => {
  const children = new Map<number, number[]>();
  for (const pid of list("/proc").filter((name) => /^\d+$/.test(name))) {
    // The name of the command, in parentheses, may hold anything; what follows is the state and the parent.
    const parent = Number(/\) \S (\d+) [^)]*$/.exec(text(`/proc/${pid}/stat`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  const found: number[] = [];
  for (let next = [process.pid]; next.length > 0; found.push(...next)) {
    next = next.flatMap((pid) => children.get(pid) ?? []);
  }
  return found;
};

/** Processes come and go while they are read: what is gone is empty. */
const orEmpty = <T>(read: () => T, empty: T): T => {
  try {
    return read();
  } catch {
    return empty;
  }
};
const text = (file: string): string => orEmpty(() => readFileSync(file, "utf8"), "");
const list = (folder: string): string[] => orEmpty(() => readdirSync(folder), []);
const link = (file: string): string => orEmpty(() => readlinkSync(file), "");
