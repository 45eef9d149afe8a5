import { dirname } from "node:path";
import { cleanEnvironment, towardsEngine } from "../../local/clean-environment";

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
      expect(Object.keys(environment).sort()).toEqual([
        "AWS_DEFAULT_REGION",
        "AWS_EC2_METADATA_DISABLED",
        "AWS_REGION",
        "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED",
        "HOME",
        "LANG",
        "PATH",
        "TMPDIR",
      ]);
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
