import { CLEAN, eachTestHasADrillShop, SHORT } from "../support/drill-shop";
import { run } from "../support/memory-terminal";

const shop = eachTestHasADrillShop();

describe("drill on AWS (fake)", () => {
  test.each([
    [SHORT, undefined, "nothing was done: --yes would place 30 real orders and hand none to the barista for a while"],
    [SHORT, "yes", "type orders to place 30 real orders and hand none to the barista for a while: nothing was done"],
  ])("does nothing unless the operator agrees: %s, answer %s", async (words, answer, said) => {
    const { exitCode, stderr } = await run(shop.fake, words, {
      ...shop.onAws,
      ...(answer !== undefined && { answer }),
    });
    expect(stderr).toContain(said);
    expect([shop.fake.asked.length, shop.switches(), exitCode]).toEqual([0, 0, 1]);
  });

  test.each([
    [`${SHORT} --yes --json`, undefined],
    [`${SHORT} --json`, "orders"],
  ])("goes on with %s, answer %s", async (words, answer) => {
    const { exitCode, json } = await run(shop.fake, words, { ...shop.onAws, ...(answer !== undefined && { answer }) });
    expect(json).toEqual({
      ...CLEAN,
      phantom: null,
      double: null,
      verdict: "nothing lost (what the pickup board shows cannot be seen from here)",
    });
    expect(exitCode).toBe(0);
  });
});
