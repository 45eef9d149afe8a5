import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Closing, Interrupted } from "../../local/closing";
import { Program, ProgramFailed, runProgram, tailOf } from "../../local/program";
import { processIsAlive } from "../../operations/lock-file.cjs";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();
const logFile = () => join(folder(), "logs", "log");

const settings = (script: string) => ({
  command: process.execPath,
  args: ["-e", script],
  folder: folder(),
  environment: {},
  logFile: logFile(),
});

const forever = "setInterval(() => {}, 1000)";

/** Starts another program that never ends, and writes its id into the log. */
const withChild = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(forever)}]);
  console.log(child.pid);`;

const loggedPid = async (): Promise<number> => {
  for (;;) {
    const pid = existsSync(logFile()) ? Number(readFileSync(logFile(), "utf8").trim()) : 0;
    if (pid > 0) return pid;
    await pause(20);
  }
};

const isGone = async (pid: number): Promise<boolean> => {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await pause(20)) {
    if (!processIsAlive(pid)) return true;
    // It may have nobody who takes note of its end: then it is there, but it does nothing any more.
    if (process.platform === "linux" && / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) return true;
  }
  return false;
};

describe("a program", () => {
  test("runs to its end, in a clean environment, and writes into the log", async () => {
    await runProgram(settings("console.log(process.env.HOME ?? 'homeless')"), new AbortController().signal);
    expect(readFileSync(logFile(), "utf8")).toBe("homeless\n");
  });

  test("that fails says what it wrote last", async () => {
    const run = runProgram(
      settings("for (let n = 1; n <= 30; n += 1) console.error('line ' + n); process.exit(3)"),
      new AbortController().signal,
    );
    const error = await run.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProgramFailed);
    expect(error).toMatchObject({ tail: expect.stringMatching(/^line 19\n(.*\n)+line 30$/) });
  });

  test("that does not exist fails too", async () => {
    const run = runProgram({ ...settings(""), command: "no-such-program" }, new AbortController().signal);
    await expect(run).rejects.toThrow(/ENOENT/);
  });

  test("is ended with everything it started when the shop closes meanwhile", async () => {
    const abort = new AbortController();
    const run = runProgram(settings(`${withChild} ${forever}`), abort.signal);
    const child = await loggedPid();
    abort.abort(new Error("closing"));
    await expect(run).rejects.toThrow("closing");
    expect(await isGone(child)).toBe(true);
  });

  test("is not even started when the shop is closing", async () => {
    const run = runProgram(settings("console.log('started')"), AbortSignal.abort(new Error("closing")));
    await expect(run).rejects.toThrow("closing");
    expect(existsSync(logFile())).toBe(false);
  });

  test("leaves nobody behind when it ends by itself", async () => {
    await runProgram(settings(`${withChild} setTimeout(() => process.exit(0), 200)`), new AbortController().signal);
    expect(await isGone(await loggedPid())).toBe(true);
  });

  test("that does not end when it is told to is ended", async () => {
    const program = new Program(settings(`process.on("SIGTERM", () => {}); console.log(process.pid); ${forever}`));
    await loggedPid();
    expect(await program.stop(200)).toMatchObject({ signal: "SIGKILL" });
  });

  test("that is tied to the shop sees the end of its input when the shop goes", async () => {
    const watching = 'process.stdin.on("end", () => process.exit(7)).resume(); console.log(process.pid)';
    const shop = `
      require("tsx/cjs");
      const { Program } = require(${JSON.stringify(join(__dirname, "../../local/program.ts"))});
      new Program({ ...${JSON.stringify(settings(watching))}, onLine() {} });
      setInterval(() => {}, 1000);`;
    const environment = { PATH: process.env["PATH"] };
    const whole = new Program({ ...settings(shop), folder: process.cwd(), environment, logFile: `${logFile()}-shop` });
    const watcher = await loggedPid();
    try {
      await pause(300);
      expect(processIsAlive(watcher)).toBe(true);
    } finally {
      whole.force();
    }
    await whole.ended;
    expect(await isGone(watcher)).toBe(true);
  });
});

test("the tail of a log has no colours", async () => {
  await runProgram(settings("console.log('\\x1b[31mred\\x1b[0m')"), new AbortController().signal);
  expect(tailOf(logFile())).toBe("red");
});

/** Closing that hears signals without any being sent, and never ends the process. */
const watched = () => {
  const before = new Set(process.listeners("SIGINT"));
  const exits: number[] = [];
  const said: string[] = [];
  let now = 0;
  const closing = new Closing(
    () => now,
    (code) => exits.push(code),
    (line) => said.push(line),
  );
  const [hear] = process.listeners("SIGINT").filter((listener) => !before.has(listener));
  return {
    closing,
    exits,
    said,
    signal: (signal: NodeJS.Signals, after = 0) => {
      now += after;
      hear?.(signal);
    },
  };
};

const opened = (name: string, order: string[], fault?: Error) => ({
  close: async () => {
    order.push(`close ${name}`);
    if (fault) throw fault;
  },
  force: () => {
    order.push(`force ${name}`);
  },
});

describe("closing", () => {
  test("undoes everything in reverse order, once", async () => {
    const { closing } = watched();
    const order: string[] = [];
    for (const name of ["folder", "engine", "board"]) closing.add(opened(name, order));
    await closing.run();
    await closing.run();
    expect(order).toEqual(["close board", "close engine", "close folder"]);
  });

  test("goes on after an error, which it reports in the end", async () => {
    const { closing } = watched();
    const order: string[] = [];
    closing.add(opened("folder", order));
    closing.add(opened("engine", order, new Error("stuck")));
    await expect(closing.run()).rejects.toThrow("stuck");
    expect(order).toEqual(["close engine", "force engine", "close folder"]);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("begins with %s", async (signal, exitCode) => {
    const { closing, signal: send, exits } = watched();
    const begun = closing.begun();
    send(signal);
    await expect(begun).rejects.toBeInstanceOf(Interrupted);
    expect(closing.signal.reason).toMatchObject({ exitCode, message: `interrupted by ${signal}` });
    expect(exits).toEqual([]);
    await closing.run();
  });

  test("takes the same keypress for one, though npm hands it on a second time", async () => {
    const { closing, signal, exits } = watched();
    signal("SIGINT");
    signal("SIGINT", 100);
    expect(exits).toEqual([]);
    await closing.run();
  });

  test("is forced by a second signal", async () => {
    const { closing, signal, exits } = watched();
    signal("SIGINT");
    signal("SIGINT", 2_000);
    expect(exits).toEqual([1]);
    await closing.run();
  });

  test("asks somebody who sends a second signal to wait while something is being written down; a third forces it", async () => {
    const { closing, signal, exits, said } = watched();
    closing.add({ ...opened("engine", []), isWriting: () => true });
    signal("SIGINT");
    signal("SIGINT", 2_000);
    signal("SIGINT", 100);
    expect([exits, said]).toEqual([[], [expect.stringMatching(/^One moment: the orders that wait/)]]);
    signal("SIGINT", 2_000);
    expect(exits).toEqual([1]);
    await closing.run();
  });

  test("has a reason when the shop itself has one", async () => {
    const { closing } = watched();
    closing.because(new Error("the engine has stopped"));
    await expect(closing.begun()).rejects.toThrow("the engine has stopped");
    await closing.run();
  });

  test("says why it closes, and not what was broken off for that", async () => {
    const { closing, signal } = watched();
    const abort = Object.assign(new Error("aborted"), { name: "AbortError" });
    expect(closing.causeOf(abort)).toBe(abort);
    signal("SIGINT");
    expect(closing.causeOf(abort)).toBeInstanceOf(Interrupted);
    closing.add(opened("board", [], abort));
    await closing.run();
  });

  test("leaves no ears behind", async () => {
    const before = process.listenerCount("SIGINT") + process.listenerCount("exit");
    await watched().closing.run();
    expect(process.listenerCount("SIGINT") + process.listenerCount("exit")).toBe(before);
  });
});
