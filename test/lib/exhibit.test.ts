import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { isExhibitWanted } from "../../lib/exhibit/tightly-coupled-exhibit";
import { eachTestHasAFolder } from "../support/folder";
import { awsSettings, inTemplate, projectContext, templatesWith } from "./synthesize";

const { exhibit: template, orders } = templatesWith();
const { idOf, arnOf, logOf, permissionsOf } = inTemplate(template);

describe("the tightly coupled exhibit (template)", () => {
  it("has a cashier and a barista and nothing between them", () => {
    template.resourceCountIs("AWS::Lambda::Function", 2);
    for (const type of ["AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::DynamoDB::GlobalTable"]) {
      template.resourceCountIs(type, 0);
    }
  });

  it("lets the cashier do one thing beside logging: call this barista", () => {
    const barista = arnOf(idOf("AWS::Lambda::Function", "BaristaFunction"));
    expect(permissionsOf("CashierRole")).toEqual([logOf("Cashier"), ["lambda:InvokeFunction", barista]]);
    expect(permissionsOf("BaristaRole")).toEqual([logOf("Barista")]);
  });

  it("gives a barista who hangs less time than the cashier waits, so that the cashier hears of it", () => {
    const timeoutOf = (start: string) =>
      template.findResources("AWS::Lambda::Function")[idOf("AWS::Lambda::Function", start)]?.Properties.Timeout;
    expect(timeoutOf("BaristaFunction")).toBe(3);
    expect(timeoutOf("CashierFunction")).toBe(8);
  });

  it("is open to callers with AWS permission only, unless the stage says public", () => {
    template.hasResourceProperties("AWS::Lambda::Url", { AuthType: "AWS_IAM" });
    const open = templatesWith(awsSettings({ cashierAccess: "public" })).exhibit;
    open.hasResourceProperties("AWS::Lambda::Url", { AuthType: "NONE" });
  });

  it("shares nothing with the shop", () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/CoffeeShop|Fn::ImportValue|Fn::GetStackOutput/);
    expect(JSON.stringify(orders.toJSON())).not.toContain("Exhibit");
  });
});

describe("the exhibit is deployed", () => {
  it.each([
    ["on a laptop", undefined, "local", true],
    ["not in AWS", undefined, "production", false],
    ["in AWS when the command line asks for it", "true", "production", true],
    ["in AWS when cdk.json asks for it", true, "production", true],
    ["not on a laptop that does not want it", "false", "local", false],
  ])("%s", (_, asked, stage, expected) => {
    expect(isExhibitWanted(asked, { stage })).toBe(expected);
  });

  it.each(["yes", "", 1, null])("never by a word nobody understands: %s", (asked) => {
    expect(() => isExhibitWanted(asked, { stage: "local" })).toThrow("(-c exhibit=… takes true or false)");
  });
});

const PROJECT = join(__dirname, "..", "..");

const folder = eachTestHasAFolder();

/** Runs the app as the CDK's command line does; returns the stacks that `--all` would deploy. */
const stacksWith = async (context: object): Promise<string[]> => {
  await promisify(execFile)(process.execPath, ["--import", "tsx", join("bin", "coffee-shop.ts")], {
    cwd: PROJECT,
    env: {
      PATH: process.env["PATH"],
      CDK_OUTDIR: folder(),
      CDK_CONTEXT_JSON: JSON.stringify({ ...projectContext(), ...context }),
      CDK_VALIDATION: "false",
    },
  });
  return readdirSync(folder()).flatMap((name) => /^(.+)\.template\.json$/.exec(name)?.[1] ?? []);
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
