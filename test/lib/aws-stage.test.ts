import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { STACK_OUTPUTS } from "../../lib/output-names";
import { readSettings } from "../../lib/settings/stage-settings";
import { shopWith, templatesWith } from "./synthesize";

const AWS_STAGES = readdirSync(join(__dirname, "..", "..", "settings"))
  .filter((name) => /^[\w-]+\.json$/.test(name) && name !== "local.json")
  .map((name) => name.replace(".json", ""));

/** All constructs a shop can have, per stage that goes to AWS. */
const stages = AWS_STAGES.map((stage) => {
  const settings = readSettings(stage);
  const { orders, newsletters, exhibit } = shopWith(settings);
  const stacks = [orders, newsletters, exhibit];
  const templates = stacks.map((stack) => Template.fromStack(stack));
  const warnings = stacks.flatMap((stack) => [
    ...Annotations.fromStack(stack).findWarning("*", Match.anyValue()),
    ...Annotations.fromStack(stack).findError("*", Match.anyValue()),
  ]);
  const addresses = settings.subscribers.flatMap(({ subscriptions }) => subscriptions.map(({ endpoint }) => endpoint));
  return {
    warnings,
    addresses: addresses.filter((endpoint) => !endpoint.startsWith("shop:")),
    stage,
    templates,
    text: JSON.stringify(templates.map((template) => template.toJSON())),
    /** All of one type: logical id and properties. */
    all: (type: string) => templates.flatMap((template) => Object.entries(template.findResources(type))),
  };
});

describe.each(stages)("the templates of stage $stage", ({ templates, text, warnings, addresses, all }) => {
  it("are synthesized without a warning", () => {
    expect(warnings).toEqual([]);
  });

  it("have nobody's address in ids, outputs or descriptions: it is the endpoint of a subscription and nothing else", () => {
    const elsewhere = JSON.stringify(templates, (key, value) => (key === "Endpoint" ? undefined : value));
    expect(elsewhere).toContain("AWS::SNS::Subscription");
    for (const address of addresses) {
      expect(text).toContain(address);
      expect(elsewhere).not.toContain(address);
      expect(elsewhere).not.toContain(address.replace(/\W/g, ""));
    }
  });

  it("contain nothing of the local shop", () => {
    expect(text).not.toMatch(
      /localhost|127\.0\.0\.1|CERTIFICATE_ORIGIN|ministack|localstack|000000000000|delivery-?simulator|AWS_ENDPOINT_URL/i,
    );
    expect(text).not.toContain(process.cwd());
  });

  it("let nobody in without AWS permission, but SNS at the webhook receiver", () => {
    const open = all("AWS::Lambda::Url").filter(([, { Properties }]) => Properties.AuthType !== "AWS_IAM");
    expect(open.map(([, { Properties }]) => Properties.TargetFunctionArn["Fn::GetAtt"][0])).toEqual(
      text.includes("WebhookReceiver") ? [expect.stringMatching(/^WebhookReceiver/)] : [],
    );
  });

  it("run every function of the shop on arm64 and Node.js 24, with a log of its own that ends", () => {
    for (const [id, { Properties }] of all("AWS::Lambda::Function")) {
      expect(Properties.Runtime).toBe("nodejs24.x");
      if (/^AWS679f53fac002430cb0da5b7982bd2287|ProviderframeworkonEvent/.test(id)) continue;
      expect(Properties.Architectures).toEqual(["arm64"]);
      expect(Properties.LoggingConfig.LogGroup.Ref).toMatch(/Log[0-9A-F]{8}$/);
      expect(Properties.Description).toMatch(/ When it fails, /);
    }
    for (const [, { Properties }] of all("AWS::Logs::LogGroup")) expect(Properties.RetentionInDays).toBeGreaterThan(0);
  });

  it("reserve no executions: none are none at all, few throttle the event source, which burns attempts", () => {
    for (const [, { Properties }] of all("AWS::Lambda::Function")) {
      expect(Properties).not.toHaveProperty("ReservedConcurrentExecutions");
    }
  });

  it("give no queue, topic or table a fixed name, so that two shops fit into one account", () => {
    for (const [type, name] of [
      ["AWS::SQS::Queue", "QueueName"],
      ["AWS::SNS::Topic", "TopicName"],
      ["AWS::DynamoDB::GlobalTable", "TableName"],
    ] as const) {
      for (const [, { Properties }] of all(type)) expect(Properties).not.toHaveProperty(name);
    }
  });
});

it("the project deploys with every feature flag that cdk init turns on", () => {
  const { recommendedFlags } = flagsOfLibrary();
  const context = JSON.parse(readFileSync(join(__dirname, "..", "..", "cdk.json"), "utf8")).context;
  expect(Object.keys(recommendedFlags).length).toBeGreaterThan(50);
  for (const [flag, value] of Object.entries(recommendedFlags)) {
    expect({ [flag]: context[flag] }).toEqual({ [flag]: value });
  }
});

function flagsOfLibrary(): { recommendedFlags: Record<string, unknown> } {
  const file = require.resolve("aws-cdk-lib/recommended-feature-flags.json");
  return { recommendedFlags: JSON.parse(readFileSync(file, "utf8")) };
}

it("the command line knows every output by the name that the stacks give it", () => {
  const { orders, newsletters, exhibit } = templatesWith(readSettings("example"));
  const given = {
    CoffeeShopOrders: Object.keys(orders.toJSON().Outputs).sort(),
    CoffeeShopNewsletters: Object.keys(newsletters.toJSON().Outputs).sort(),
    TightlyCoupledExhibit: Object.keys(exhibit.toJSON().Outputs).sort(),
  };
  for (const [stack, names] of Object.entries(STACK_OUTPUTS)) {
    expect(given[stack as keyof typeof given]).toEqual(expect.arrayContaining([...names]));
  }
});
