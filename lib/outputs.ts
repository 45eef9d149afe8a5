import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { OPTIONAL_OUTPUTS, STACK_OUTPUTS, StackName } from "./output-names";

type NamesOf<S extends StackName> = (typeof STACK_OUTPUTS)[S][number];

type Optional = (typeof OPTIONAL_OUTPUTS)[number];

/** A value for each output of a stack; undefined for one that this shop does without. */
type StackValues<S extends StackName> = Readonly<
  Record<Exclude<NamesOf<S>, Optional>, string> & Record<Extract<NamesOf<S>, Optional>, string | undefined>
>;

/** Says where things are, under names that the command line and other teams rely on. */
export const addOutputs = <S extends StackName>(stack: Stack, outputs: StackValues<S>): void => {
  for (const [name, value] of Object.entries<string | undefined>(outputs)) {
    if (value !== undefined) new CfnOutput(stack, name, { value });
  }
};
