import { type LambdaClient, ResourceInUseException } from "@aws-sdk/client-lambda";
import { baristaSwitch } from "../../../operations/barista";
import { baristaGoesAway, type Phase } from "../../../operations/drill/outage";
import type { Shop } from "../../../operations/shop";

/** An event source that obeys, apart from the troubles given: one for each update, in turn. */
const eventSource = (...troubles: (Error | undefined)[]) => {
  const updates: boolean[] = [];
  let state = "Enabled";
  const lambda = {
    send: async ({ input }: { input: { Enabled?: boolean } }) => {
      if (input.Enabled !== undefined) {
        updates.push(input.Enabled);
        const trouble = troubles.shift();
        if (trouble) throw trouble;
        state = input.Enabled ? "Enabled" : "Disabled";
      }
      return { State: state };
    },
  } as unknown as LambdaClient;
  const shop = { lambda, output: (name: string) => name } as unknown as Shop;
  return { shop, updates, state: () => state };
};

const away = async (shop: Shop, { signal = new AbortController().signal, awayMs = 10 } = {}) => {
  const phases: Phase[] = [];
  await baristaGoesAway(baristaSwitch(shop), {
    beforeMs: 1,
    awayMs,
    signal,
    onPhase: (phase) => phases.push(phase),
    retryPauseMs: 1,
  });
  return phases;
};

const fault = (message: string) => Object.assign(new Error(message), { name: "ServiceException" });
const busy = new ResourceInUseException({ message: "in use", $metadata: {} });

describe("the barista goes away", () => {
  test("and comes back", async () => {
    const { shop, updates, state } = eventSource();
    expect(await away(shop)).toEqual(["leaving", "away", "returning", "back"]);
    expect(updates).toEqual([false, true]);
    expect(state()).toBe("Enabled");
  });

  test("and is called back again and again when the first calls fail", async () => {
    const { shop, updates, state } = eventSource(undefined, fault("no network"), busy, fault("throttled"));
    await away(shop);
    expect(updates).toEqual([false, true, true, true, true]);
    expect(state()).toBe("Enabled");
  });

  test("and is called back when it is not known whether the leave was taken", async () => {
    const { shop, updates, state } = eventSource(fault("reply lost"));
    await expect(away(shop)).rejects.toThrow("reply lost");
    expect(updates).toEqual([false, true]);
    expect(state()).toBe("Enabled");
  });

  test("and comes back early when the drill is broken off", async () => {
    const { shop, state } = eventSource();
    await away(shop, { awayMs: 600_000, signal: AbortSignal.timeout(100) });
    expect(state()).toBe("Enabled");
  });

  test("not at all when the drill is broken off before", async () => {
    const { shop, updates } = eventSource();
    expect(await away(shop, { signal: AbortSignal.abort() })).toEqual([]);
    expect(updates).toEqual([]);
  });

  test("and the operator is told in capitals when the barista cannot be called back", async () => {
    const { shop, updates } = eventSource(undefined, ...Array<Error>(5).fill(fault("no network")));
    await expect(away(shop)).rejects.toThrow(
      "THE BARISTA IS STILL AWAY and could not be called back: no network (shop barista start)",
    );
    expect(updates).toHaveLength(6);
  });
});
