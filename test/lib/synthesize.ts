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

export interface Templates {
  readonly orders: Template;
  readonly newsletters: Template;
  readonly exhibit: Template;
}

export const templatesWith = (settings: StageSettings = awsSettings()): Templates => {
  const { orders, newsletters, exhibit } = shopWith(settings);
  return {
    orders: Template.fromStack(orders),
    newsletters: Template.fromStack(newsletters),
    exhibit: Template.fromStack(exhibit),
  };
};
