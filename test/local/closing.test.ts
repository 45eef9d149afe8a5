import { Closing, Interrupted } from "../../local/closing";

/** Closing that hears signals without any being sent, and never ends the process. */
const watched = () => {
  const before = new Set(process.listeners("SIGINT"));
  const exits: number[] = [];
  let now = 0;
  const closing = new Closing(
    () => now,
    (code) => exits.push(code),
  );
  const [hear] = process.listeners("SIGINT").filter((listener) => !before.has(listener));
  return {
    closing,
    exits,
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

  test("has a reason when the shop itself has one", async () => {
    const { closing } = watched();
    closing.because(new Error("the engine has stopped"));
    await expect(closing.begun()).rejects.toThrow("the engine has stopped");
    await closing.run();
  });

  test("leaves no ears behind", async () => {
    const before = process.listenerCount("SIGINT") + process.listenerCount("exit");
    await watched().closing.run();
    expect(process.listenerCount("SIGINT") + process.listenerCount("exit")).toBe(before);
  });
});
