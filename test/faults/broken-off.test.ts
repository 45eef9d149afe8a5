import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesOf } from "../support/processes-of";
import { A_WHILE_MS, until } from "../support/until";
import { CAN_TELL_PROCESSES } from "./function-processes";
import { type FaultTests, startFaultTests } from "./start-fault-tests";

jest.setTimeout(5 * A_WHILE_MS);

const onLinux = CAN_TELL_PROCESSES ? describe : describe.skip;

onLinux("fault tests that are broken off (engine)", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "coffee-faults-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each<[string, (tests: FaultTests) => unknown, number]>([
    ["with Ctrl-C", ({ child }) => child.kill("SIGINT"), 130],
    ["because whoever started them is gone", ({ child }) => child.stdin?.end(), 1],
  ])("%s leave neither a process nor a temporary folder", async (_, breakOff, exitCode) => {
    const tests = startFaultTests(folder, ["--short", "--out", join(folder, "report")]);
    await until("the engine is there", A_WHILE_MS, () =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).some((path) => path.endsWith("engine.log")),
    );
    breakOff(tests);
    expect(await tests.ended).toEqual([exitCode, null]);
    await until("its processes are gone", A_WHILE_MS, () => processesOf(folder).length === 0);
    expect(readdirSync(folder)).toEqual([]);
  });
});
