import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../../lib/messaging/bundle";
import { readSettings } from "../../lib/settings/stage-settings";
import { templatesWith } from "./synthesize";

const LAMBDA = join(__dirname, "..", "..", "lambda");

/** Folders of `lambda` that are a function. */
const handlers = readdirSync(LAMBDA).filter(
  (name) => name !== "messaging" && existsSync(join(LAMBDA, name, "index.ts")),
);

/** Bytes; a thousand to the kB. Cold starts read and compile every one of them. */
const LIMITS: Readonly<Record<string, number>> = { cashier: 350_000, barista: 480_000 };
const LIMIT_OF_ANY = 500_000;

/** Values that every function of the shop can start with, for the variables that not every text will do for. */
const VALUES: Readonly<Record<string, string>> = {
  ORDERS_QUEUE_KIND: "standard",
  TOPIC_ARNS: "arn:aws:sns:eu-west-1:123456789012:Trivia",
  PUSH_APPLICATION_ARNS: "arn:aws:sns:eu-west-1:123456789012:app/GCM/CoffeeShop-GCM",
  SMS_COUNTRY_PREFIXES: "+1",
};

/** Every variable that any function of the shop is deployed with. */
const { orders, newsletters, exhibit } = templatesWith(readSettings("example"));
const ENVIRONMENT: readonly string[] = [orders, newsletters, exhibit].flatMap((template) =>
  Object.values(template.findResources("AWS::Lambda::Function")).flatMap(({ Properties }) =>
    Object.keys(Properties.Environment?.Variables ?? {}),
  ),
);

describe.each(handlers)("the bundle of the %s", (name) => {
  const file = join(bundle(join(LAMBDA, name, "index.ts")), "index.js");

  it("stays small enough for a quick cold start", () => {
    expect(statSync(file).size).toBeLessThanOrEqual(LIMITS[name] ?? LIMIT_OF_ANY);
  });

  it("brings everything along: it starts in an empty folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "bundle-"));
    try {
      copyFileSync(file, join(folder, "index.js"));
      const script = 'process.stdout.write(typeof require("./index.js").handler)';
      const env = {
        ...Object.fromEntries(ENVIRONMENT.map((variable) => [variable, VALUES[variable] ?? "given"])),
        AWS_REGION: "eu-west-1",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      };
      expect(execFileSync(process.execPath, ["-e", script], { cwd: folder, env, encoding: "utf8" })).toBe("function");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
