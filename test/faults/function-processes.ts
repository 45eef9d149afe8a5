import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A process of a function. */
export interface FunctionProcess {
  readonly pid: number;
  /** Its command line, which names the function. */
  readonly command: string;
  /** Ports of its connections to the address that was asked about. */
  readonly ports: readonly number[];
}

/** Whether this machine tells which process a connection belongs to. */
export const CAN_TELL_PROCESSES = process.platform === "linux";

/**
 * The processes that this one has started, directly or not, and that are connected to a port of this machine.
 *
 * Nobody else's process is ever among them.
 */
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

/** Processes come and go while they are looked at: what is gone is empty. */
const orEmpty = <T>(look: () => T, empty: T): T => {
  try {
    return look();
  } catch {
    return empty;
  }
};
const text = (file: string): string => orEmpty(() => readFileSync(file, "utf8"), "");
const list = (folder: string): string[] => orEmpty(() => readdirSync(folder), []);
const link = (file: string): string => orEmpty(() => readlinkSync(file), "");
