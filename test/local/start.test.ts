import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { findPort } from "../../local/ports";
import { localServer } from "../lambda/support/local-server";
import { eachTestHasAFolder } from "../support/folder";
import { withTakenPort } from "./support/bare-engine";

const folder = eachTestHasAFolder();
const START = join(__dirname, "..", "..", "local", "start.mjs");

/** Runs `npm start` without npm, in a folder of its own. */
const start = (...options: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const args = [START, "--folder", join(folder(), "shop"), ...options];
    execFile(process.execPath, args, { cwd: folder(), timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });

describe("npm start", () => {
  test("explains itself", async () => {
    const stdout = expect.stringContaining("--engine-port N");
    expect(await start("--help")).toMatchObject({ code: 0, stdout, stderr: "" });
  });

  test("ends with 2 for options nobody understands, and shows those there are", async () => {
    const { code, stderr } = await start("--prot", "1");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--prot[\s\S]*--port N/)]);
    expect(existsSync(join(folder(), "shop"))).toBe(false);
  });

  test("says that a port is taken, and leaves nothing open behind", async () => {
    await withTakenPort(async (port) => {
      const { code, stderr } = await start("--port", String(port));
      expect([code, stderr]).toEqual([1, `port ${port} is taken: stop what uses it, or give --port another one\n`]);
      expect(existsSync(join(folder(), "shop", "shop.pid"))).toBe(false);
      expect(existsSync(join(folder(), "shop", "scratch"))).toBe(false);
    });
  });

  test("says that no engine answers", async () => {
    const endpoint = `http://localhost:${await findPort("", 0, 1)}`;
    const { code, stderr } = await start("--port", "0", "--endpoint", endpoint);
    expect(code).toBe(1);
    const remedy = "start it, or leave out --endpoint to have one started";
    expect(stderr).toMatch(new RegExp(`^no engine answers at ${endpoint} \\(.*\\): ${remedy}\n$`));
  });

  test("uses no engine of another account", async () => {
    const answer = "<GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>";
    const server = await localServer((_, response) => {
      const xml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${answer}</GetCallerIdentityResponse>`;
      response.writeHead(200, { "content-type": "text/xml" }).end(xml);
    });
    try {
      expect(await start("--port", "0", "--endpoint", server.url)).toMatchObject({
        code: 1,
        stderr: `${server.url} answers for account 123456789012, not for the local 000000000000: give --endpoint a local engine\n`,
      });
    } finally {
      await server.close();
    }
  });

  test("says that the state folder cannot be used", async () => {
    writeFileSync(join(folder(), "shop"), "");
    const stderr = expect.stringMatching(/^the state folder cannot be used: /);
    expect(await start()).toMatchObject({ code: 1, stderr });
  });
});

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
      `Node.js ${version} is too old: install 20.19 or newer, best 24, from https://nodejs.org`,
    );
  });

  test("with Windows is told where the shop runs", () => {
    expect(call("unfitMachine", "24.0.0", "win32")).toMatch(/Windows Subsystem for Linux$/);
  });
});
