import {
  InstanceIdempotencyStore,
  MAX_ENTRIES,
  REMEMBERED_MS,
  StoreFull,
} from "../../../lambda/webhook-receiver/instance-idempotency";
import { CLOCK_TOLERANCE_MS, MAX_AGE_MS } from "../../../lambda/webhook-receiver/verify-delivery";
import { StoppedClock } from "../support/memory-idempotency";

const opened = () => {
  const clock = new StoppedClock();
  return { clock, idempotency: new InstanceIdempotencyStore(clock.now) };
};

describe("the idempotency store of one instance", () => {
  test("gives a piece of work to one at a time, and to nobody once it is done", async () => {
    const { clock, idempotency } = opened();
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("acquired");
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("in flight");
    expect(await idempotency.acquire("b", clock.now() + 1_000)).toBe("acquired");
    await idempotency.complete("a");
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("completed");
  });

  test("gives it to the next one when the first ran out of time", async () => {
    const { clock, idempotency } = opened();
    await idempotency.acquire("a", clock.now() + 1_000);
    clock.pass(1_000);
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("in flight");
    clock.pass(1_001);
    expect(await idempotency.acquire("a", clock.now() + 1_000)).toBe("acquired");
  });

  test("remembers what is done for as long as the message could still pass for fresh", async () => {
    const { clock, idempotency } = opened();
    expect(REMEMBERED_MS).toBe(MAX_AGE_MS + CLOCK_TOLERANCE_MS);
    await idempotency.acquire("a", clock.now() + 1_000);
    await idempotency.complete("a");
    clock.pass(REMEMBERED_MS);
    expect(await idempotency.acquire("a", 0)).toBe("completed");
    clock.pass(1);
    expect(await idempotency.acquire("a", 0)).toBe("acquired");
  });

  test("takes no more than it can remember, and does not forget for it; what it knows it still answers", async () => {
    const { clock, idempotency } = opened();
    for (let entry = 0; entry < MAX_ENTRIES; entry += 1) await idempotency.acquire(String(entry), clock.now());
    await idempotency.complete("0");
    await expect(idempotency.acquire("new", clock.now())).rejects.toThrow(StoreFull);
    await expect(idempotency.acquire("new", clock.now())).rejects.toThrow(/IDEMPOTENCY_TABLE_NAME/);
    expect(await idempotency.acquire("0", clock.now())).toBe("completed");
    expect(await idempotency.acquire("1", clock.now())).toBe("in flight");
    clock.pass(REMEMBERED_MS + 1);
    expect(await idempotency.acquire("new", clock.now())).toBe("acquired");
  });
});
