import {
  InstanceLedger,
  LedgerFull,
  MAX_ENTRIES,
  REMEMBERED_MS,
} from "../../../lambda/webhook-receiver/instance-ledger";
import { CLOCK_TOLERANCE_MS, MAX_AGE_MS } from "../../../lambda/webhook-receiver/verify-delivery";
import { StoppedClock } from "../support/memory-ledger";

const opened = () => {
  const clock = new StoppedClock();
  return { clock, ledger: new InstanceLedger(clock.now) };
};

describe("the ledger of one instance", () => {
  test("gives a piece of work to one at a time, and to nobody once it is done", async () => {
    const { clock, ledger } = opened();
    expect(await ledger.claim("a", clock.now() + 1_000)).toBe("claimed");
    expect(await ledger.claim("a", clock.now() + 1_000)).toBe("in hand");
    expect(await ledger.claim("b", clock.now() + 1_000)).toBe("claimed");
    await ledger.finish("a");
    expect(await ledger.claim("a", clock.now() + 1_000)).toBe("finished");
  });

  test("gives it to the next one when the first ran out of time", async () => {
    const { clock, ledger } = opened();
    await ledger.claim("a", clock.now() + 1_000);
    clock.pass(1_000);
    expect(await ledger.claim("a", clock.now() + 1_000)).toBe("in hand");
    clock.pass(1_001);
    expect(await ledger.claim("a", clock.now() + 1_000)).toBe("claimed");
  });

  test("remembers what is done for as long as the message could still pass for fresh", async () => {
    const { clock, ledger } = opened();
    expect(REMEMBERED_MS).toBe(MAX_AGE_MS + CLOCK_TOLERANCE_MS);
    await ledger.claim("a", clock.now() + 1_000);
    await ledger.finish("a");
    clock.pass(REMEMBERED_MS);
    expect(await ledger.claim("a", 0)).toBe("finished");
    clock.pass(1);
    expect(await ledger.claim("a", 0)).toBe("claimed");
  });

  test("takes no more than it can remember, and does not forget for it; what it knows it still answers", async () => {
    const { clock, ledger } = opened();
    for (let entry = 0; entry < MAX_ENTRIES; entry += 1) await ledger.claim(String(entry), clock.now());
    await ledger.finish("0");
    await expect(ledger.claim("new", clock.now())).rejects.toThrow(LedgerFull);
    await expect(ledger.claim("new", clock.now())).rejects.toThrow(/LEDGER_TABLE_NAME/);
    expect(await ledger.claim("0", clock.now())).toBe("finished");
    expect(await ledger.claim("1", clock.now())).toBe("in hand");
    clock.pass(REMEMBERED_MS + 1);
    expect(await ledger.claim("new", clock.now())).toBe("claimed");
  });
});
