import { Aws, CfnParameter, CfnRule, Fn, type Stack } from "aws-cdk-lib";
import type { Settings } from "./settings/settings-schema";
import { LOCAL_STAGE } from "./settings/stage";

/**
 * Stops a deployment over a stack that was deployed with another value, before CloudFormation touches anything.
 *
 * The value is a parameter of the stack. CloudFormation keeps what it was at the first deployment, `cdk deploy` asks to use
 * that again (`--previous-parameters`, its default), and a rule of the template compares it with what it is to be now. A
 * deployment without the parameter forgets it.
 *
 * @param refusal what the person who deploys is told
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
const keepRecorded = (stack: Stack, id: string, value: string, refusal: string): void => {
  const recorded = new CfnParameter(stack, id, {
    default: value,
    description: "As it was deployed first; see docs/decisions.",
  });
  new CfnRule(stack, `${id}Stays`, {
    assertions: [{ assert: Fn.conditionEquals(recorded.valueAsString, value), assertDescription: refusal }],
  });
};

/** A queue cannot become FIFO, or cease to be: CloudFormation would make another, without the orders that wait. */
export const keepOrdersQueue = (stack: Stack, { ordersQueue, allowReplacement }: Settings): void => {
  if (allowReplacement) return;
  keepRecorded(
    stack,
    "OrdersQueueType",
    ordersQueue === "fifo" ? "fifo" : "standard",
    `ordersQueue ${ordersQueue} would replace the orders queue and its dead-letter queue, without the orders in them: nothing was changed (empty them first, then set allowReplacement; docs/orders-queue.md has the steps)`,
  );
};

/** Keeps a stack of one stage from being deployed over that of another, and the stage of the laptop out of AWS. */
export const keepStage = (stack: Stack, { stage }: Pick<Settings, "stage">): void => {
  keepRecorded(
    stack,
    "Stage",
    stage,
    `this stack was deployed as another stage than ${stage}: nothing was changed (name the right one with -c stage=NAME)`,
  );
  if (stage !== LOCAL_STAGE) return;
  new CfnRule(stack, "OnLaptopOnly", {
    assertions: [
      {
        assert: Fn.conditionEquals(Aws.ACCOUNT_ID, "000000000000"),
        assertDescription: `the stage ${LOCAL_STAGE} is open to everybody and for a laptop only (npm start); in AWS deploy another with -c stage=NAME`,
      },
    ],
  });
};
