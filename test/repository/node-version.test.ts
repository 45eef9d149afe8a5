import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const PROJECT = join(__dirname, "..", "..");
const CHECK = join(PROJECT, "bin", "check-node.cjs");

/** What the check does on another version of Node.js. */
const checkedOn = (version: string) => {
  const script = `Object.defineProperty(process, "versions", { value: { node: "${version}" } }); require(${JSON.stringify(CHECK)})`;
  const { status, stderr } = spawnSync(process.execPath, ["--eval", script], { encoding: "utf8" });
  return { status, stderr };
};

describe("a Node.js that is too old", () => {
  test.each(["18.20.8", "20.18.3"])("is told so in one line: %s", (version) => {
    expect(checkedOn(version)).toEqual({
      status: 1,
      stderr: `Node.js ${version} is too old: install 20.19 or newer, best 24, from https://nodejs.org\n`,
    });
  });

  test.each(["20.19.0", "22.0.0", "24.1.0"])("is not %s", (version) => {
    expect(checkedOn(version)).toEqual({ status: 0, stderr: "" });
  });

  const PROGRAMS = ["bin/shop.ts", "bin/board.ts", "bin/coffee-shop.ts"];
  test.each(PROGRAMS)("is found out before anything else by %s", (program) => {
    const [first] = readFileSync(join(PROJECT, program), "utf8").match(/^import .*$/m) ?? [];
    expect(first).toBe('import "./check-node.cjs";');
  });
});
