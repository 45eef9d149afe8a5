import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as v from "valibot";
import { addCoffeeShop } from "../../lib/coffee-shop";
import { addExhibit } from "../../lib/exhibit/tightly-coupled-exhibit";
import { parseSettings, type StageSettings } from "../../lib/settings/stage-settings";

const PROJECT = join(__dirname, "..", "..");

const cdkJson = v.object({ context: v.record(v.string(), v.unknown()) });

/** The feature flags the project deploys with. */
export const projectContext = (): Record<string, unknown> =>
  v.parse(cdkJson, JSON.parse(readFileSync(join(PROJECT, "cdk.json"), "utf8"))).context;

/** An app as `bin/coffee-shop.ts` makes it, without the slow validator of CloudFormation, which `synth.test.ts` runs. */
export const newApp = (): App => new App({ context: projectContext(), builtinCloudFormationValidation: false });

/** Settings of an AWS stage, with what a test wants to differ. */
export const awsSettings = (differing: Partial<StageSettings> = {}): StageSettings => ({
  ...parseSettings("{}", "production"),
  ...differing,
});

/** A shop in an app of its own, with the exhibit beside it. */
export const shopWith = (settings: StageSettings = awsSettings()) => {
  const app = newApp();
  return { ...addCoffeeShop(app, settings), exhibit: addExhibit(app, settings) };
};

export const templatesWith = (settings: StageSettings = awsSettings()) => {
  const { orders, newsletters, exhibit } = shopWith(settings);
  const templates = { orders: Template.fromStack(orders), newsletters: Template.fromStack(newsletters) };
  return { ...templates, exhibit: Template.fromStack(exhibit) };
};

/** Ways to name things of one template by how their ids start. */
export const inTemplate = (template: Template) => {
  /** Logical id of the one resource of a type whose id is a word and a hash. */
  const idOf = (type: string, start: string): string => {
    const ids = Object.keys(template.findResources(type)).filter((id) => new RegExp(`^${start}[0-9A-F]{8}$`).test(id));
    if (ids[0] === undefined || ids.length > 1)
      throw new Error(`${ids.length} resources of type ${type} are called ${start}`);
    return ids[0];
  };

  const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

  /** What a function may do with its log. */
  const logOf = (start: string) => [
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    arnOf(idOf("AWS::Logs::LogGroup", `${start}Log`)),
  ];

  /** Everything a role may do: pairs of actions and resources. */
  const permissionsOf = (roleStart: string) => {
    const role = idOf("AWS::IAM::Role", roleStart);
    return Object.values(template.findResources("AWS::IAM::Policy"))
      .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .map(({ Action, Resource, NotResource }) => [Action, Resource ?? { not: NotResource }]);
  };

  return { idOf, arnOf, logOf, permissionsOf };
};
