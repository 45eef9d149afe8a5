import { readOptions, USAGE } from "../../local/options";

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

  test("take the folder that the command line looks into, unless another is given", () => {
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

  test.each([
    "https://localhost:4566",
    "http://example.com",
    "http://localhost.example.com:4566",
    "http://10.0.0.1:4566",
    "http://localhost:4566/path",
    "http://localhost:4566?x",
    "http://user@localhost:4566",
    "localhost:4566",
    "",
  ])("do not take %p for an engine of this machine", (endpoint) => {
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
