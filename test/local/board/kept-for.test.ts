import { keptFor } from "../../../local/board/kept-for";

describe("an answer that is kept", () => {
  test("is found out once for all who ask meanwhile, and anew when its time is over or it was forgotten", async () => {
    let time = 0;
    let asked = 0;
    const kept = keptFor(
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

  test("is not kept when there was none", async () => {
    let asked = 0;
    const kept = keptFor(100, async () => {
      asked += 1;
      if (asked === 1) throw new Error("not now");
      return asked;
    });
    await expect(kept.ask()).rejects.toThrow("not now");
    expect(await kept.ask()).toBe(2);
  });
});
