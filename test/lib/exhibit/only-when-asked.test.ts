import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectContext } from "../synthesize";

const PROJECT = join(__dirname, "..", "..", "..");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exhibit-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the app as the CDK's command line does; returns the stacks that `--all` would deploy. */
const stacksWith = async (context: object): Promise<string[]> => {
  await promisify(execFile)(process.execPath, ["--import", "tsx", join("bin", "coffee-shop.ts")], {
    cwd: PROJECT,
    env: {
      PATH: process.env["PATH"],
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...projectContext(), ...context }),
      CDK_VALIDATION: "false",
    },
  });
  return readdirSync(folder).flatMap((name) => /^(.+)\.template\.json$/.exec(name)?.[1] ?? []);
};

describe("cdk deploy --all", () => {
  it("deploys the exhibit to AWS only with -c exhibit=true", async () => {
    expect(await stacksWith({})).not.toContain("TightlyCoupledExhibit");
    expect(await stacksWith({ exhibit: "true" })).toContain("TightlyCoupledExhibit");
  });

  it("does nothing with -c exhibit=yes, and says what is possible", async () => {
    await expect(stacksWith({ exhibit: "yes" })).rejects.toMatchObject({
      code: 1,
      stderr: "-c exhibit=yes is not possible (-c exhibit=… takes true or false)\n",
    });
  });
});
