import { CfnOutput, type Stack } from "aws-cdk-lib";

/** Says where things are, under names that the command line and other teams rely on. */
export const addOutputs = (stack: Stack, outputs: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
};
