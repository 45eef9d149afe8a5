import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();
const SETUP = join(__dirname, "..", "..", "local", "setup.mjs");

/** Calls a function of the set-up, which runs before there is TypeScript. */
const call = (name: string, ...args: unknown[]): unknown => {
  const values = args.map((value) => JSON.stringify(value)).join(", ");
  const script = `import * as setup from ${JSON.stringify(SETUP)}; console.log(JSON.stringify(setup.${name}(${values}) ?? null))`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return v.parse(v.union([v.boolean(), v.string(), v.null()]), JSON.parse(output));
};

const one = { version: "1.0.0", integrity: "sha512-one" };
const two = { version: "2.0.0", integrity: "sha512-two" };

const project = (wanted: object, installed?: object) => {
  writeFileSync(join(folder(), "package-lock.json"), JSON.stringify({ packages: { "": {}, ...wanted } }));
  if (installed === undefined) return;
  mkdirSync(join(folder(), "node_modules"));
  writeFileSync(join(folder(), "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
};

describe("the packages", () => {
  test("are installed when npm noted all of them", () => {
    project({ "node_modules/one": one, "node_modules/two": two }, { "node_modules/one": one, "node_modules/two": two });
    expect(call("packagesAreInstalled", folder())).toBe(true);
  });

  test("need not have what other machines need", () => {
    project({ "node_modules/one": one, "node_modules/mac": { ...two, optional: true } }, { "node_modules/one": one });
    expect(call("packagesAreInstalled", folder())).toBe(true);
  });

  test.each<[string, object | undefined]>([
    ["nothing was installed", undefined],
    ["one is missing", {}],
    ["one has another version", { "node_modules/one": { ...one, version: "1.0.1" } }],
    ["one has other contents", { "node_modules/one": { ...one, integrity: "sha512-other" } }],
  ])("are not installed when %s", (_, installed) => {
    project({ "node_modules/one": one }, installed);
    expect(call("packagesAreInstalled", folder())).toBe(false);
  });

  test("of this project are installed", () => {
    expect(call("packagesAreInstalled", join(__dirname, "..", ".."))).toBe(true);
  });
});

describe("a machine", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("with Node.js %s is fit", (version) => {
    expect(call("unfitMachine", version, "linux")).toBeNull();
  });

  test.each(["18.20.0", "20.18.3"])("with Node.js %s is told what to install", (version) => {
    expect(call("unfitMachine", version, "darwin")).toBe(
      `Node.js ${version} is too old: install 20.19 or newer from https://nodejs.org`,
    );
  });

  test("with Windows is told where the shop runs", () => {
    expect(call("unfitMachine", "24.0.0", "win32")).toMatch(/Windows Subsystem for Linux$/);
  });
});
