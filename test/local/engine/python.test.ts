import { readFileSync } from "node:fs";
import { engineEnvironment, REQUIREMENTS } from "../../../local/engine/pinned-environment";
import { findPython, isNewEnough } from "../../../local/engine/python";

const machine = (pythons: Record<string, string>) => async (command: string) => {
  const version = pythons[command];
  if (version === undefined) throw new Error(`spawn ${command} ENOENT`);
  return version;
};

describe("Python", () => {
  test("is the one that is called so, if it is new enough", async () => {
    expect(await findPython(machine({ python3: "3.12.1", "python3.14": "3.14.0" }))).toEqual({
      python: { command: "python3", version: "3.12.1" },
    });
  });

  test("may go by its version only", async () => {
    expect(await findPython(machine({ python3: "3.9.2", python: "2.7.18", "python3.11": "3.11.7" }))).toEqual({
      python: { command: "python3.11", version: "3.11.7" },
    });
  });

  test("that is too old is named, and so is none at all", async () => {
    expect(await findPython(machine({ python3: "3.9.2" }))).toEqual({ tooOld: ["3.9.2"] });
    expect(await findPython(machine({}))).toEqual({ tooOld: [] });
  });

  test.each([
    ["3.9.18", false],
    ["3.10.0", true],
    ["3.14.0", true],
    ["2.7.18", false],
    ["4.0.0", true],
  ])("%s is new enough: %p", (version, answer) => {
    expect(isNewEnough(version)).toBe(answer);
  });
});

const text = readFileSync(REQUIREMENTS, "utf8");

/** Each requirement with its hashes, on one line. */
const requirements = text
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

describe("what the engine is made of", () => {
  test.each(requirements)("is pinned with hashes: %.30s", (requirement) => {
    expect(requirement).toMatch(
      /^[a-z0-9.-]+==\d[\w.]*( ; python_full_version < '3\.\d+')? ( +--hash=sha256:[0-9a-f]{64})+$/,
    );
  });

  test("comes from the index that the machine uses, and from no other address", () => {
    expect(text).not.toContain("://");
  });

  test("is named after the engine and everything it is made of", () => {
    expect(engineEnvironment().id).toMatch(/^ministack-1\.5\.33-[0-9a-f]{8}$/);
    expect(engineEnvironment("ministack==1.2.3\nsix==1.0").id).not.toBe(
      engineEnvironment("ministack==1.2.3\nsix==1.1").id,
    );
    expect(() => engineEnvironment("six==1.0")).toThrow(/does not pin ministack/);
  });
});
