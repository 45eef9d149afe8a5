import { Rushes, type RushNews } from "../../../board/floor/rushes";

const started = () => {
  let time = 1_000;
  const rushes = new Rushes(
    () => undefined,
    () => time,
  );
  return {
    rushes,
    later: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("rushes", () => {
  test("tell how they go, and how long the cashier took for all orders", async () => {
    const { rushes, later } = started();
    let tell: (news: RushNews) => void = () => undefined;
    let end = () => {};
    const id = rushes.start("orders", 50, (to) => {
      tell = to;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    const first = { id, kind: "orders", startedAt: 1_000, orders: 50 };
    expect(rushes.state()).toEqual([{ ...first, accepted: 0, refused: 0, ready: 0, done: false, ms: 0 }]);
    later(400);
    tell({ accepted: 30, refused: 0, ready: 0 });
    later(600);
    tell({ accepted: 49, refused: 1, ready: 3 });
    later(5_000);
    tell({ accepted: 49, refused: 1, ready: 49 });
    expect(rushes.state()).toMatchObject([{ accepted: 49, refused: 1, ready: 49, done: false, ms: 1_000 }]);
    end();
    await settled();
    expect(rushes.state()).toMatchObject([{ ready: 49, done: true }]);
  });

  test("that fail are over", async () => {
    const { rushes } = started();
    rushes.start("orders", 5, () => Promise.reject(new Error("the engine is gone")));
    await settled();
    expect(rushes.state()).toMatchObject([{ done: true }]);
  });

  test("are shown while they run, and the last five that are over", async () => {
    const { rushes } = started();
    const running = rushes.start("orders", 1, () => new Promise(() => {}));
    const ids: string[] = [];
    for (let number = 1; number <= 9; number++) {
      ids.push(rushes.start("tight", number, async () => undefined));
      await settled();
    }
    expect(rushes.state().map(({ id }) => id)).toEqual([running, ...ids.slice(-5)]);
  });

  test("are three at most at the cashier", () => {
    const { rushes } = started();
    for (let number = 1; number <= 3; number++) rushes.start("orders", 1, () => new Promise(() => {}));
    expect(() => rushes.start("orders", 1, async () => undefined)).toThrow("3 rushes are at the cashier");
  });

  test("may be many more once the cashier has answered, as when the barista is away, but not for ever", () => {
    const { rushes } = started();
    const placed = (tell: (news: RushNews) => void) => {
      tell({ accepted: 49, refused: 1, ready: 0 });
      return new Promise(() => {});
    };
    for (let number = 1; number <= 20; number++) rushes.start("orders", 50, placed);
    expect(rushes.state()).toHaveLength(20);
    expect(() => rushes.start("orders", 50, placed)).toThrow("20 rushes are under way");
  });
});
