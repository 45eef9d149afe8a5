import type { ChildProcess } from "node:child_process";
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { switchBarista } from "../../operations/barista";
import { engineMessages } from "../../operations/engine-messages";
import { QUEUES, type QueueName } from "../../operations/queues";
import { orderIdIn } from "../../operations/seen-message";
import type { Shop } from "../../operations/shop";
import { type OpenShop, openShop } from "../journeys/open-shop";
import { processesOf } from "../support/processes-of";
import { A_WHILE_MS, until } from "../support/until";

/** A way to die: does it to an open shop, and resolves when it is on its way. */
export interface Death {
  readonly way: string;
  readonly kill: (dying: Dying) => Promise<void>;
  /** Orders are placed until it is dead, and not before. @default false */
  readonly inARush?: boolean;
  /** It may cost what was accepted in the last second, and says how much that is. @default false, nothing */
  readonly maySpoilTheLastSecond?: boolean;
  /** It dies again while it is opened, so many milliseconds after its start. */
  readonly againAfterMs?: number;
  /** Other stacks than before are opened the next time. */
  readonly thenOtherStacks?: boolean;
}

/** What may be done to a shop. */
export interface Dying {
  readonly folder: string;
  readonly shop: ChildProcess;
  signal(signal: NodeJS.Signals): void;
  group(): void;
  engine(): void;
  /** Has ten orders accepted. */
  place(): Promise<void>;
  output(): string;
}

const killed = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
};

const enginesOf = (folder: string): number[] =>
  processesOf(folder)
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("serve.py");
      } catch {
        return false;
      }
    });

const all = ({ shop, engine }: Dying): void => {
  killed(shop.pid ?? 0);
  engine();
};

/** Leaves no byte on the disk of the shop until that is undone, and waits for the shop to say so. */
const fillDisk = async ({ folder, place, output }: Dying): Promise<() => void> => {
  const filler = join(folder, "..", "filler");
  for (const size of [1_000_000, 1_000]) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size));
    } catch {
      // It is full.
    }
  }
  const said = output().length;
  await place();
  await until("the shop says so", A_WHILE_MS, () => /cannot be written down \(No space/.test(output().slice(said)));
  return () => rmSync(filler);
};

/** Ways to die in a folder on a small disk of its own. */
export const DEATHS_ON_A_FULL_DISK: readonly Death[] = [
  {
    way: "disk full for a while, then kill -9 of all",
    kill: async (dying) => {
      const free = await fillDisk(dying);
      free();
      await until("the shop writes again", A_WHILE_MS, () => /written down again/.test(dying.output()));
      all(dying);
    },
  },
  {
    way: "disk full until SIGTERM",
    kill: async (dying) => {
      const free = await fillDisk(dying);
      dying.signal("SIGTERM");
      await until("it has ended", A_WHILE_MS, () => dying.shop.exitCode !== null);
      free();
    },
    maySpoilTheLastSecond: true,
  },
];

export const DEATHS: readonly Death[] = [
  { way: "kill -9 of the process group", kill: async (dying) => dying.group() },
  { way: "kill -9 of start.mjs", kill: async ({ shop }) => killed(shop.pid ?? 0) },
  { way: "kill -9 of the engine", kill: async (dying) => dying.engine(), maySpoilTheLastSecond: true },
  { way: "kill -9 of all at once", kill: async (dying) => all(dying), maySpoilTheLastSecond: true },
  {
    way: "a second Ctrl-C",
    kill: async ({ signal }) => {
      signal("SIGINT");
      await pause(900);
      signal("SIGINT");
    },
  },
  {
    way: "a third Ctrl-C",
    kill: async ({ signal }) => {
      for (const _ of [1, 2, 3]) {
        signal("SIGINT");
        await pause(800);
      }
    },
  },
  { way: "SIGINT", kill: async ({ signal }) => signal("SIGINT") },
  { way: "SIGTERM", kill: async ({ signal }) => signal("SIGTERM") },
  { way: "SIGHUP", kill: async ({ signal }) => signal("SIGHUP") },
  { way: "while opening (all)", kill: async (dying) => all(dying), maySpoilTheLastSecond: true, againAfterMs: 2_500 },
  { way: "while opening (start.mjs)", kill: async ({ signal }) => signal("SIGINT"), againAfterMs: 4_000 },
  {
    way: "while deploying (all)",
    kill: async ({ signal }) => signal("SIGTERM"),
    thenOtherStacks: true,
    againAfterMs: -1,
  },
  {
    way: "while closing (all)",
    kill: async (dying) => {
      dying.signal("SIGINT");
      await pause(400);
      all(dying);
    },
    maySpoilTheLastSecond: true,
  },
  { way: "in a rush: start.mjs", kill: async ({ shop }) => killed(shop.pid ?? 0), inARush: true },
  { way: "in a rush: engine", kill: async (dying) => dying.engine(), inARush: true, maySpoilTheLastSecond: true },
  { way: "in a rush: all at once", kill: async (dying) => all(dying), inARush: true, maySpoilTheLastSecond: true },
  { way: "in a rush: SIGTERM", kill: async ({ signal }) => signal("SIGTERM"), inARush: true },
];

export interface Count {
  readonly way: string;
  readonly deaths: number;
  readonly accepted: number;
  readonly ready: number;
  readonly waiting: number;
  readonly dead: number;
  readonly lost: number;
  /** Of the lost, those that were accepted more than a second before. */
  readonly lostBefore: number;
  /** What the shop said may be lost. */
  readonly said: string;
}

const answer = v.object({ orders: v.array(v.object({ orderId: v.string(), status: v.string() })) });
const board = v.array(v.object({ orderId: v.string() }));

/** A shop that dies again and again in one folder, with everything that its cashier ever accepted. */
export class DyingShop {
  private readonly acceptedAt = new Map<string, number>();
  private readonly lost = new Set<string>();
  private open: OpenShop | undefined;
  private project: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly say: (line: string) => void,
    private readonly otherProject: () => string,
    /** How much the death of an engine may cost: what was accepted in so many milliseconds before it. */
    private readonly spoiltMs = 1_000,
  ) {}

  get orders(): number {
    return this.acceptedAt.size;
  }

  /** Opens the shop, has it take orders, kills it, opens it again and counts. */
  async die(death: Death, count: number): Promise<Count> {
    const open = this.open ?? (await this.start());
    const { signal } = new AbortController();
    const before = new Set(this.acceptedAt.keys());
    await switchBarista(open.shop, true, signal);
    if (!death.inARush) {
      await this.place(open.shop, count / 2);
      await switchBarista(open.shop, false, signal);
      await this.place(open.shop, count / 2);
      await this.killLetters(open.shop);
    }
    const dying = dyingOf(this.folder, open.process, () => this.placeTen(open.shop), open.output);
    const rush = death.inARush ? this.rush(open.shop, count, open.process) : undefined;
    if (rush) await until("the rush is on", A_WHILE_MS, () => this.acceptedAt.size - before.size >= count / 2);
    const at = Date.now();
    const saidBefore = open.output().length;
    await death.kill(dying);
    await rush;
    await this.untilGone(open.process);
    const last = open.output().slice(saidBefore);
    this.open = undefined;
    if (death.thenOtherStacks) this.project = this.project === undefined ? this.otherProject() : undefined;
    if (death.againAfterMs !== undefined) await this.dieWhileOpening(death.againAfterMs);
    const again = await this.start();
    const said = `${last}\n${again.output()}`.match(
      /\d+ orders? accepted after[^;.]*|Orders cannot be written down[^:]*|what the cashier accepted[^.]*|The last shop here was not closed in order/g,
    );
    const counted = await this.count(death.way, before, again.shop, at, [...new Set(said ?? [])].join("; "));
    return { ...counted, deaths: death.againAfterMs === undefined ? 1 : 2 };
  }

  async close(): Promise<void> {
    await this.open?.close();
    for (const pid of processesOf(this.folder)) killed(Number(pid));
  }

  /** Makes everything that waits, and counts for the last time. */
  async drain(): Promise<Count> {
    const open = this.open ?? (await this.start());
    await switchBarista(open.shop, true, new AbortController().signal);
    await until("no order waits", 300_000, async () => (await idsIn(open.shop, "orders")).size === 0);
    await until("no order is on its way", A_WHILE_MS, async () => (await idsIn(open.shop, "pickupBoard")).size === 0);
    const counted = await this.count("in the end, all made", new Set(), open.shop, Number.POSITIVE_INFINITY, "");
    return { ...counted, deaths: 0 };
  }

  private async start(): Promise<OpenShop> {
    this.open = await openShop(this.folder, [], this.project, { detached: true });
    return this.open;
  }

  private async dieWhileOpening(afterMs: number): Promise<void> {
    let child: ChildProcess | undefined;
    const opening = openShop(this.folder, [], this.project, {
      detached: true,
      spawned: (spawned) => {
        child = spawned;
      },
    });
    opening.catch(() => undefined);
    if (afterMs > 0) await pause(afterMs);
    else
      await until("the stacks are being deployed", A_WHILE_MS, () => {
        try {
          return /_IN_PROGRESS/.test(readFileSync(join(this.folder, "logs", "deploy.log"), "utf8"));
        } catch {
          return false;
        }
      });
    if (child === undefined) throw new Error("the shop was not started");
    all(dyingOf(this.folder, child));
    await opening.catch(() => undefined);
    await this.untilGone(child);
  }

  private async untilGone(child: ChildProcess): Promise<void> {
    await until("the shop has ended", A_WHILE_MS, () => child.exitCode !== null || child.signalCode !== null);
  }

  private async place(shop: Shop, count: number): Promise<void> {
    const before = this.orders;
    // What is not answered may be stored all the same; nobody was told so.
    while (this.orders < before + count) await this.placeTen(shop).catch(() => pause(500));
  }

  private async rush(shop: Shop, count: number, child: ChildProcess): Promise<void> {
    const customers = Array.from({ length: 4 }, async () => {
      for (let round = 0; round < count / 10 && child.exitCode === null && child.signalCode === null; round += 1) {
        await this.placeTen(shop).catch(() => pause(100));
      }
    });
    await Promise.all(customers);
  }

  private async placeTen(shop: Shop): Promise<void> {
    const orders = Array.from({ length: 10 }, () => ({ drink: "latte", pickupName: "Phoenix" }));
    const response = await fetch(shop.cashier, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ orders }),
      signal: AbortSignal.timeout(30_000),
    });
    const parsed = v.parse(answer, await response.json());
    const at = Date.now();
    for (const { orderId, status } of parsed.orders) if (status === "accepted") this.acceptedAt.set(orderId, at);
  }

  /** As the barista does with what can never be made. */
  private async killLetters(shop: Shop): Promise<void> {
    const [from, to] = [shop.output(QUEUES.orders), shop.output(QUEUES.ordersDeadLetter)];
    const { Messages = [] } = await shop.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 5 }),
    );
    if (Messages.length === 0) return;
    const entries = Messages.map(({ Body, ReceiptHandle }, place) => ({
      Id: String(place),
      MessageBody: Body,
      ReceiptHandle,
    }));
    const moved = entries.map(({ Id, MessageBody }) => ({ Id, MessageBody }));
    await shop.sqs.send(new SendMessageBatchCommand({ QueueUrl: to, Entries: moved }));
    const done = entries.map(({ Id, ReceiptHandle }) => ({ Id, ReceiptHandle }));
    await shop.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: from, Entries: done }));
  }

  private async count(way: string, before: ReadonlySet<string>, shop: Shop, at: number, said: string): Promise<Count> {
    // Orders move on while they are counted: from the first of these places to the last.
    const waiting = await idsIn(shop, "orders");
    const dead = await idsIn(shop, "ordersDeadLetter");
    const ready = await idsIn(shop, "pickupBoard");
    const shown = v.parse(board, await (await fetch(`${shop.board}/api/ready`)).json());
    for (const { orderId } of shown) ready.add(orderId);
    const ids = [...this.acceptedAt.keys()].filter((id) => !this.lost.has(id));
    const lost = ids.filter((id) => !ready.has(id) && !dead.has(id) && !waiting.has(id));
    for (const id of lost) this.lost.add(id);
    const count = {
      way,
      deaths: 1,
      accepted: ids.filter((id) => !before.has(id)).length,
      ready: ids.filter((id) => ready.has(id)).length,
      dead: ids.filter((id) => dead.has(id) && !ready.has(id)).length,
      waiting: ids.filter((id) => waiting.has(id) && !ready.has(id) && !dead.has(id)).length,
      lost: lost.length,
      lostBefore: lost.filter((id) => (this.acceptedAt.get(id) ?? 0) < at - this.spoiltMs).length,
      said,
    };
    this.say(`${way}: ${JSON.stringify(count)}`);
    return count;
  }
}

const idsIn = async (shop: Shop, name: QueueName): Promise<Set<string>> =>
  new Set(((await engineMessages(shop, shop.output(QUEUES[name]))) ?? []).map(({ Body }) => orderIdIn(Body) ?? ""));

const dyingOf = (folder: string, shop: ChildProcess, place = async () => {}, output = () => ""): Dying => ({
  folder,
  shop,
  place,
  output,
  signal: (signal) => void shop.kill(signal),
  group: () => process.kill(-(shop.pid ?? 0), "SIGKILL"),
  engine: () => enginesOf(folder).forEach(killed),
});

/** Whether a count is what was promised. */
export const isFair = (count: Count, death: Death | undefined): boolean =>
  death?.maySpoilTheLastSecond
    ? count.lostBefore === 0 && (count.lost === 0 || /accepted|cannot be written/.test(count.said))
    : count.lost === 0;
