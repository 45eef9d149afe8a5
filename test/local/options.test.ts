import { dirname } from "node:path";
import { cleanEnvironment, towardsEngine } from "../../local/clean-environment";
import { readOptions, USAGE } from "../../local/options";
import { findPort, portIsFree } from "../../local/ports";
import { words } from "../lambda/support/words";
import { withTakenPort } from "./support/bare-engine";

const open = {
  kind: "open",
  port: undefined,
  enginePort: undefined,
  endpoint: undefined,
  folder: ".shop",
  fresh: false,
};

const wrong = (...args: string[]): string => {
  const parsed = readOptions(args, {});
  return parsed.kind === "wrong" ? parsed.message : `accepted as ${parsed.kind}`;
};

describe("the options of npm start", () => {
  test("may all be left out", () => {
    expect(readOptions([], {})).toEqual(open);
  });

  test("are taken as they are given", () => {
    const args = ["--port", "8080", "--engine-port", "0", "--folder", "elsewhere", "--fresh"];
    expect(readOptions(args, {})).toEqual({ ...open, port: 8080, enginePort: 0, folder: "elsewhere", fresh: true });
    expect(readOptions(["--endpoint", "http://127.0.0.1:4566/"], {})).toEqual({
      ...open,
      endpoint: "http://127.0.0.1:4566",
    });
  });

  test("take the folder that the command line reads, unless another is given", () => {
    expect(readOptions([], { SHOP_FOLDER: "mine" })).toMatchObject({ folder: "mine" });
    expect(readOptions(["--folder", "other"], { SHOP_FOLDER: "mine" })).toMatchObject({ folder: "other" });
    expect(readOptions([], { SHOP_FOLDER: "" })).toMatchObject({ folder: ".shop" });
  });

  test("explain themselves", () => {
    expect(readOptions(["--help"], {})).toEqual({ kind: "help" });
    for (const option of ["--port", "--engine-port", "--endpoint", "--folder", "--fresh", "--help"]) {
      expect(USAGE).toContain(option);
    }
  });

  test.each(["-1", "65536", "3000.5", "http", "", "0x50", "1e3"])("do not take %p for a port", (port) => {
    expect(wrong(`--port=${port}`)).toMatch(/^--port must be a port from 0 to 65535, not /);
    expect(wrong(`--engine-port=${port}`)).toMatch(/^--engine-port must be a port/);
  });

  const NO_ENGINES = words(`
    https://localhost:4566 http://example.com http://localhost.example.com:4566 http://10.0.0.1:4566
    http://localhost:4566/path http://localhost:4566?x http://user@localhost:4566 localhost:4566
  `);

  test.each([...NO_ENGINES, ""])("do not take %p for an engine of this machine", (endpoint) => {
    expect(wrong(`--endpoint=${endpoint}`)).toMatch(/^--endpoint must be an address on this machine such as /);
  });

  test("are refused when they are unknown, contradict each other or make no sense", () => {
    expect(wrong("--prot", "1")).toMatch(/--prot/);
    expect(wrong("here")).toMatch(/here/);
    expect(wrong("--fresh=yes")).toMatch(/--fresh/);
    expect(wrong("--folder=")).toBe("--folder must name a folder");
    expect(wrong("--endpoint", "http://localhost:1", "--engine-port", "2")).toMatch(/give one of them$/);
  });
});

const taken =
  (...ports: number[]) =>
  async (port: number) =>
    !ports.includes(port);

describe("a port", () => {
  test("is the usual one, or the first free one above it", async () => {
    expect(await findPort("--port", undefined, 3000, taken())).toBe(3000);
    expect(await findPort("--port", undefined, 3000, taken(3000, 3001))).toBe(3002);
  });

  test("is the one that is asked for", async () => {
    expect(await findPort("--port", 8080, 3000, taken(3000))).toBe(8080);
  });

  test("that is asked for and taken is an error that says what to do", async () => {
    await expect(findPort("--port", 8080, 3000, taken(8080))).rejects.toThrow(
      "port 8080 is taken: stop what uses it, or give --port another one",
    );
  });

  test("is searched in a limited range", async () => {
    await expect(findPort("--port", undefined, 3000, async () => false)).rejects.toThrow(
      "no port from 3000 to 3099 is free: give one with --port",
    );
  });

  test("may be any: then it is one that nobody has", async () => {
    const port = await findPort("--port", 0, 3000);
    expect(port).toBeGreaterThan(0);
    expect(await portIsFree(port)).toBe(true);
  });

  test.each(["127.0.0.1", "::1", "0.0.0.0"])("is not free while somebody serves it on %s", async (host) => {
    await withTakenPort(async (port) => {
      expect(await portIsFree(port)).toBe(false);
    }, host);
  });
});

describe("the environment of programs", () => {
  test("has nothing of the person who runs the shop", () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_PROFILE: "production",
      AWS_SESSION_TOKEN: "real",
      AWS_ACCESS_KEY_ID: "AKIAREAL",
      NODE_OPTIONS: "--inspect",
      HTTPS_PROXY: "http://proxy.example.com",
      PYTHONPATH: "/elsewhere",
    });
    try {
      const environment = cleanEnvironment("/scratch");
      const names = "AWS_DEFAULT_REGION AWS_EC2_METADATA_DISABLED AWS_REGION HOME LANG PATH TMPDIR";
      const quiet = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";
      expect(Object.keys(environment).sort()).toEqual([...words(names), quiet].sort());
      expect(environment).toMatchObject({ HOME: "/scratch", TMPDIR: "/scratch" });
    } finally {
      process.env = before;
    }
  });

  test("runs functions and the CDK with the Node.js that runs the shop", () => {
    expect(cleanEnvironment("/scratch")["PATH"]?.split(":")[0]).toBe(dirname(process.execPath));
  });

  test("leads to the engine with credentials that are worth nothing", () => {
    expect(towardsEngine("http://localhost:4566")).toEqual({
      AWS_ENDPOINT_URL: "http://localhost:4566",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    });
  });
});
