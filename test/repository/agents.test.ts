import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PROJECT = join(__dirname, "..", "..");
const text = readFileSync(join(PROJECT, "AGENTS.md"), "utf8");
const commands = /```sh\n([\s\S]*?)```/.exec(text)?.[1]?.trim().split("\n") ?? [];

jest.setTimeout(300_000);

describe("AGENTS.md", () => {
  test("has commands", () => expect(commands.length).toBeGreaterThan(3));

  test.each(commands)("has a command that works: %s", (command) => {
    const [npx = "", ...args] = command.split(" ");
    expect(() => execFileSync(npx, args, { cwd: PROJECT, stdio: "pipe" })).not.toThrow();
  });

  test("names files and folders that exist", () => {
    const paths = [...text.matchAll(/`((?:test|lib|lambda|operations|settings|docs|board|cli)\/[\w./-]+)`/g)].map(
      ([, path = ""]) => path,
    );
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });
});
