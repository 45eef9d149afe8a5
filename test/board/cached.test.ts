import { cachedFor } from "../../board/open-board";

describe("an answer that is kept", () => {
  test("is found out once for all who ask meanwhile, and anew when its time is over or it was forgotten", async () => {
    let time = 0;
    let asked = 0;
    const kept = cachedFor(
      100,
      async () => ++asked,
      () => time,
    );
    expect(await Promise.all([kept.ask(), kept.ask()])).toEqual([1, 1]);
    time = 99;
    expect(await kept.ask()).toBe(1);
    time = 100;
    expect(await kept.ask()).toBe(2);
    kept.forget();
    expect(await kept.ask()).toBe(3);
  });

  test("is kept as long when it is a failure, and not at all when there is no time for that", async () => {
    let time = 0;
    let asked = 0;
    const find = async () => {
      asked += 1;
      if (asked === 1) throw new Error("not now");
      return asked;
    };
    const kept = cachedFor(100, find, () => time);
    await expect(kept.ask()).rejects.toThrow("not now");
    time = 99;
    await expect(kept.ask()).rejects.toThrow("not now");
    time = 100;
    expect(await kept.ask()).toBe(2);
    asked = 0;
    const passing = cachedFor(0, find, () => time);
    await expect(passing.ask()).rejects.toThrow("not now");
    expect(await passing.ask()).toBe(2);
  });
});
