import type { CfnResource } from "aws-cdk-lib";
import { AwsSolutionsChecks, NagMessageLevel, NagPack, rules, ServerlessChecks } from "cdk-nag";
import { QUEUE_KINDS } from "../../lambda/messages/order";
import { addCoffeeShop } from "../../lib/coffee-shop";
import { addExhibit } from "../../lib/exhibit/tightly-coupled-exhibit";
import { readSettings, type StageSettings } from "../../lib/settings/stage-settings";
import { awsSettings, newApp } from "./synthesize";

const RULES = [
  {
    ruleSuffixOverride: "VisibilityTimeout",
    info: "A queue hides a message at least six times as long as its function may take.",
    explanation: "Otherwise a batch that is still being worked on is handed out again.",
    rule: rules.lambda.LambdaEventSourceSQSVisibilityTimeout,
  },
  {
    ruleSuffixOverride: "FunctionUrlAuth",
    info: "A function URL asks for AWS credentials.",
    explanation: "Otherwise everybody may call the function.",
    rule: rules.lambda.LambdaFunctionUrlAuth,
  },
];

/** Rules of cdk-nag that no pack contains, and that this shop holds itself to. */
class ShopRules extends NagPack {
  readonly name = "Shop";
  protected override packName = "Shop";

  protected checkResource(node: CfnResource): void {
    for (const rule of RULES) this.applyRule({ ...rule, level: NagMessageLevel.ERROR, node });
  }
}

/** Rule and place of every finding. */
const findings = (settings: StageSettings): string[] => {
  const app = newApp();
  addCoffeeShop(app, settings);
  addExhibit(app, settings);
  return [new AwsSolutionsChecks(app), new ServerlessChecks(app), new ShopRules(app)].flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
  );
};

describe("cdk-nag, with its AwsSolutions and Serverless packs and two rules of the shop", () => {
  it.each(["production", "example"])("finds nothing without a reason in stage %s", (stage) => {
    expect(findings(readSettings(stage))).toEqual([]);
  });

  it.each(QUEUE_KINDS)("finds nothing without a reason with an orders queue that is %s", (ordersQueue) => {
    expect(findings(awsSettings({ ordersQueue }))).toEqual([]);
  });

  it("would find a counter that is open to everybody", () => {
    expect(findings(awsSettings({ cashierAccess: "public" })).join()).toContain("FunctionUrlAuth");
  });
});
