import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { QUEUE_KINDS } from "../../lambda/messages/order";
import { readSettings } from "../../lib/settings/stage-settings";
import { PinnedEnvironment } from "../../local/engine/pinned-environment";
import { awsSettings, templatesWith } from "./synthesize";

jest.setTimeout(300_000);

/** The CDK adds a DependsOn beside a reference that implies it; nothing is wrong with saying it twice. */
const IGNORED = ["W3005"];

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "cfn-lint-"));
let python: string;

beforeAll(async () => {
  const linter = new PinnedEnvironment("cfn-lint", join(__dirname, "..", "tools", "cfn-lint-requirements.txt"));
  mkdirSync(folder, { recursive: true });
  const { signal } = new AbortController();
  python = (await linter.installed()) ?? (await linter.install({ logFile: join(folder, "install.log"), signal }));
});

/** Everything cfn-lint has to say about a template. */
const findings = async (name: string, template: object): Promise<string> => {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(template));
  const main = "import sys; from cfnlint.runner import main; sys.exit(main())";
  return run(python, ["-c", main, "--ignore-checks", ...IGNORED, "--template", file]).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  );
};

describe("cfn-lint", () => {
  it.each(["production", "example"])("finds nothing in the templates of stage %s", async (stage) => {
    const { orders, newsletters, exhibit } = templatesWith(readSettings(stage));
    expect(await findings("orders", orders.toJSON())).toBe("");
    expect(await findings("newsletters", newsletters.toJSON())).toBe("");
    expect(await findings("exhibit", exhibit.toJSON())).toBe("");
  });

  it.each(QUEUE_KINDS)("finds nothing in the templates of a shop whose orders queue is %s", async (ordersQueue) => {
    const { orders } = templatesWith(awsSettings({ ordersQueue }));
    expect(await findings(`orders-${ordersQueue}`, orders.toJSON())).toBe("");
  });

  it("would find a property that does not exist", async () => {
    const { orders } = templatesWith();
    const text = JSON.stringify(orders.toJSON()).replace('"VisibilityTimeout"', '"VisibleTimeout"');
    expect(await findings("broken", JSON.parse(text))).toContain("VisibleTimeout");
  });
});
