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
