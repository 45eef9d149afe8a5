import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { CauseBook } from "./cause-book";
import type { FunctionCall, Step } from "./function-call";
import { CAN_TELL_PROCESSES, KILL_POINTS, Killer, type Moment, processesConnectedTo } from "./killer";

const onLinux = CAN_TELL_PROCESSES ? describe : describe.skip;

/** Connects to a port and stays; its command line has a name in it. */
const FUNCTION = "require('node:net').connect(Number(process.argv[1]), '127.0.0.1'); setInterval(() => {}, 1000)";

onLinux("processes of functions", () => {
  let server: Server;
  let port: number;
  let children: ChildProcess[] = [];
  const start = async (name: string): Promise<{ child: ChildProcess; port: number }> => {
    // As the engine does: the function is a child of a child.
    const connected = once(server, "connection");
    const command = `"${process.execPath}" -e "${FUNCTION}" ${port} ${name} & echo $!; wait $!`;
    const child = spawn("/bin/sh", ["-c", command], { stdio: ["ignore", "pipe", "ignore"] });
    children.push(child);
    const [socket]: Socket[] = await connected;
    return { child, port: socket?.remotePort ?? 0 };
  };

  beforeEach(async () => {
    children = [];
    server = createServer().listen(0, "127.0.0.1");
    server.on("connection", (socket) => socket.on("error", () => socket.destroy()));
    await once(server, "listening");
    const address = server.address();
    port = typeof address === "object" ? (address?.port ?? 0) : 0;
  });
  afterEach(async () => {
    for (const { pid } of processesConnectedTo(port)) process.kill(pid, "SIGKILL");
    await Promise.all(children.map((child) => child.exitCode === null && once(child, "exit")));
    await new Promise((resolve) => server.close(resolve));
  });

  it("are found by the connection they have", async () => {
    const barista = await start("barista");
    const cashier = await start("cashier");
    const found = processesConnectedTo(port);
    expect(found.map(({ ports }) => ports).sort()).toEqual([[barista.port], [cashier.port]].sort());
    expect(found.find(({ ports }) => ports.includes(barista.port))?.command).toContain("barista");
  });

  it("are killed one at a time, those that are meant and no others, as fast as it is allowed", async () => {
    const barista = await start("barista");
    await start("postman");
    const causes = new CauseBook();
    const killer = new Killer({ seed: 1, kills: 7, causes, port, names: ["barista"] });
    killer.strike();
    expect(killer.count).toBe(0);
    killer.allowed = 7;
    for (const point of KILL_POINTS) killer.killAt(barista.port, point);
    expect(killer.count).toBe(1);
    expect(await once(barista.child, "exit")).toEqual([137, null]);
    for (const point of KILL_POINTS) expect(killer.killAt(barista.port, point)).toBe(false);
    expect(processesConnectedTo(port).map(({ command }) => command)).toEqual([expect.stringContaining("postman")]);
  });
});

const call = (step: Step, orderId: string): FunctionCall => ({
  service: "DynamoDB",
  operation: "PutItem",
  step,
  orderIds: [orderId],
  isRetry: false,
});
const MOMENTS: readonly Moment[] = ["before", "done", "answered"];
const STEPS: readonly Step[] = ["store", "acquire", "publish", "complete", "dead-letter", "notify", "other"];

test("each point has one moment of one step, and all of them have their turn", () => {
  const causes = new CauseBook();
  causes.done(call("publish", "one"), 1);
  causes.done(call("complete", "one"), 2);
  const wanted = new Set<string>();
  for (let seed = 1; seed <= 100; seed++) {
    const killer = new Killer({ seed, kills: KILL_POINTS.length, causes, port: 1, names: [] });
    killer.allowed = 1;
    const found = STEPS.flatMap((step) =>
      MOMENTS.flatMap((moment) => {
        const point = killer.pointAt(call(step, "one"), moment);
        return point === undefined ? [] : [`${point}: ${step}, ${moment}`];
      }),
    );
    expect(found.length).toBeLessThanOrEqual(1);
    for (const one of found) wanted.add(one);
  }
  expect([...wanted].sort()).toEqual([
    "after acquire: acquire, done",
    "after complete: complete, done",
    "after publish: publish, done",
    "before acquire: acquire, before",
    "before complete: complete, before",
    "on return: complete, answered",
  ]);
});
