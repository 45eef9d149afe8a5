import { Template } from "aws-cdk-lib/assertions";
import type { StageSettings } from "../../lib/settings/stage-settings";
import { awsSettings, shopWith } from "./synthesize";

const made = new Map<string, ReturnType<typeof synthesize>>();

const synthesize = (settings: Partial<StageSettings>) => {
  const { orders, newsletters, exhibit } = shopWith(awsSettings(settings));
  return [orders, newsletters, exhibit].map((stack) => ({
    name: stack.stackName,
    template: Template.fromStack(stack).toJSON(),
  }));
};

/** Name and template of each stack of a stage. */
const stacksOf = (settings: Partial<StageSettings>): ReturnType<typeof synthesize> => {
  const key = JSON.stringify(settings);
  const stacks = made.get(key) ?? synthesize(settings);
  made.set(key, stacks);
  return stacks;
};

describe("the stacks of a stage", () => {
  it.each([
    ["production", ""],
    ["local", ""],
    ["staging", "-staging"],
  ])("of %s end in %j, so that two stages fit into one account and region", (stage, end) => {
    expect(stacksOf({ stage }).map(({ name }) => name)).toEqual(
      ["CoffeeShopOrders", "CoffeeShopNewsletters", "TightlyCoupledExhibit"].map((name) => name + end),
    );
  });

  it("have the logical ids of every other", () => {
    const idsOf = (stage: string) => stacksOf({ stage }).map(({ template }) => Object.keys(template.Resources));
    expect(idsOf("staging")).toEqual(idsOf("production"));
  });

  it("share no push application, whose name an account has once", () => {
    const namesOf = (stage: string) =>
      new Set(JSON.stringify(stacksOf({ stage, push: { fcmSecret: "fcm" } })).match(/CoffeeShop-[\w-]+/g));
    expect(namesOf("production")).toEqual(new Set(["CoffeeShop-GCM"]));
    expect(namesOf("staging")).toEqual(new Set(["CoffeeShop-GCM-staging"]));
  });
});

/** What the rules of CloudFormation say to `next` over `before`, whose parameters keep their values. */
const refusals = (before: Partial<StageSettings>, next: Partial<StageSettings>, account = "123456789012"): string[] =>
  stacksOf(next).flatMap(({ template: { Parameters, Rules } }, place) => {
    const given = { ...Parameters, "AWS::AccountId": { Default: account } };
    const kept = stacksOf(before)[place]?.template.Parameters;
    const rules: { Assertions: { Assert: Record<string, [{ Ref: string }, string]>; AssertDescription: string }[] }[] =
      Object.values(Rules);
    return rules.flatMap(({ Assertions }) =>
      Assertions.flatMap(({ Assert: { "Fn::Equals": equals }, AssertDescription }) => {
        if (equals === undefined) return [];
        const [{ Ref }, expected] = equals;
        return (kept[Ref] ?? given[Ref]).Default === expected ? [] : [AssertDescription];
      }),
    );
  });

describe("a deployment over deployed stacks (template)", () => {
  const fifo = { ordersQueue: "fifo" } as const;
  const replacing = { ...fifo, allowReplacement: true } as const;

  it.each<[string, Partial<StageSettings>, Partial<StageSettings>, string | undefined]>([
    ["is let through when nothing is replaced", {}, { ordersQueue: "fair" }, undefined],
    ["stops when they are of another stage", {}, { stage: "staging" }, "deployed as another stage than staging"],
    ["stops when the orders queue would be replaced", {}, fifo, "set allowReplacement; docs/orders-queue.md"],
    ["stops on the way back too", fifo, {}, "set allowReplacement; docs/orders-queue.md"],
    ["replaces when it may", {}, replacing, undefined],
    ["knows afterwards what was put there", replacing, fifo, undefined],
    ["stops when it is the stage of the laptop", { stage: "local" }, { stage: "local" }, "for a laptop only"],
  ])("%s", (_, before, next, message) => {
    const said = refusals(before, next);
    if (message === undefined) expect(said).toEqual([]);
    else expect(said[0]).toContain(message);
  });

  it("is let through on a laptop", () => {
    expect(refusals({ stage: "local" }, { stage: "local" }, "000000000000")).toEqual([]);
  });
});
