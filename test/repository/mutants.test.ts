import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTANTS } from "../mutants/all-mutants";
import { judge } from "../mutants/judge";
import { type Mutant, plant } from "../mutants/mutant";

const PROJECT = join(__dirname, "..", "..");
const read = (file: string): string => readFileSync(join(PROJECT, file), "utf8");

const planted = Object.values(MUTANTS).flat();

describe("the list of planted bugs", () => {
  it.each(["templates"])("has at least 25 of the %s", (group) => {
    expect(MUTANTS[group]?.length).toBeGreaterThanOrEqual(25);
  });

  it.each(planted.map((mutant) => [mutant.bug, mutant] as const))("still fits the code: %s", (_, mutant) => {
    expect(plant(mutant, read(mutant.file))).not.toBe(read(mutant.file));
    expect(read(mutant.test)).not.toBe("");
  });

  it("names each bug once", () => {
    expect(new Set(planted.map(({ file, find, replace }) => `${file} ${find} ${replace}`)).size).toBe(planted.length);
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
