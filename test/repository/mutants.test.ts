import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALSO_TESTED_BY, handlerFolders } from "../mutants/handlers";
import { judge } from "../mutants/judge";
import { type Mutant, plant } from "../mutants/mutant";
import { planted, score, sum, tally } from "../mutants/tally";
import { TEMPLATE_MUTANTS } from "../mutants/templates";

const PROJECT = join(__dirname, "..", "..");
const read = (file: string): string => readFileSync(join(PROJECT, file), "utf8");

describe("the list of planted bugs", () => {
  it("has at least 25 of the templates", () => {
    expect(TEMPLATE_MUTANTS.length).toBeGreaterThanOrEqual(25);
  });

  it.each(TEMPLATE_MUTANTS.map((mutant) => [mutant.bug, mutant] as const))("still fits the code: %s", (_, mutant) => {
    expect(plant(mutant, read(mutant.file))).not.toBe(read(mutant.file));
    expect(read(mutant.test)).not.toBe("");
  });

  it("names each bug once", () => {
    const bugs = TEMPLATE_MUTANTS.map(({ file, find, replace }) => `${file} ${find} ${replace}`);
    expect(new Set(bugs).size).toBe(bugs.length);
  });
});

describe("a bug is planted", () => {
  const mutant: Mutant = { bug: "b", file: "f", find: "one", replace: "$& two", test: "t", killedBy: "the test" };

  it("where its text is, to the letter", () => {
    expect(plant(mutant, "this one")).toBe("this $& two");
  });

  it.each(["none", "one and one"])("nowhere else: %s", (text) => {
    expect(() => plant({ ...mutant, find: text === "none" ? "missing" : "one" }, text)).toThrow("does not fit f");
  });

  it.each([
    [
      "killed",
      {
        outcomes: new Map([
          ["the test, a", true],
          ["the test, b", false],
        ]),
        timedOut: false,
      },
    ],
    ["killed", { outcomes: new Map(), timedOut: true }],
    [
      "survived",
      {
        outcomes: new Map([
          ["the test", true],
          ["another", false],
        ]),
        timedOut: false,
      },
    ],
    ["not tested", { outcomes: new Map([["another", false]]), timedOut: false }],
  ] as const)("and is %s by what its test does", (fate, run) => {
    expect(judge(mutant, { ...run, message: "" })).toBe(fate);
  });

  it("and survives for a reason only when the list says so", () => {
    const run = { outcomes: new Map([["the test", true]]), message: "", timedOut: false };
    expect(judge({ ...mutant, survives: "nobody can tell" }, run)).toBe("survived, explained");
  });
});

describe("bugs in the functions", () => {
  const tests = (folder: string): boolean => existsSync(join(PROJECT, "test", "lambda", folder));

  it.each([...handlerFolders([]).keys()])("have tests that may notice them: %s", (folder) => {
    expect([folder, ...(ALSO_TESTED_BY[folder] ?? [])].filter((name) => !tests(name))).toEqual([]);
  });

  it("are looked for in every folder that is named to have more tests", () => {
    expect([...handlerFolders([]).keys()]).toEqual(expect.arrayContaining(Object.keys(ALSO_TESTED_BY)));
  });

  it.each([
    ["lambda/cashier", "lambda/cashier/**/*.ts"],
    ["lambda/cashier/order-id.ts", "lambda/cashier/order-id.ts"],
  ])("are planted where one asks for them: %s", (path, pattern) => {
    expect([...handlerFolders([path])]).toEqual([["cashier", [pattern]]]);
  });

  it("count by what became of them, in percent of those that could be noticed", () => {
    const one = tally(["Killed", "Timeout", "Survived", "NoCoverage", "CompileError", "Ignored"]);
    expect(one).toEqual({ killed: 1, timedOut: 1, survived: 1, notCovered: 1 });
    expect([planted(one), score(one), score(tally([]))]).toEqual([4, 50, 100]);
    expect(score(sum([one, tally(["Killed", "Killed", "Killed", "Killed"])]))).toBe(75);
  });
});
