import type { StackOutputs } from "../cli/desk/shop";
import type { Cdk } from "./cdk";
import type { Closing } from "./closing";
import type { FunctionsDoor } from "./engine/functions-door";
import type { Options } from "./options";
import type { Progress } from "./progress";
import type { StateFolder } from "./state-folder";

/** What is at hand while the shop is being opened. */
export interface Opening {
  readonly options: Options;
  readonly folder: StateFolder;
  readonly closing: Closing;
  readonly progress: Progress;
}

/** The shop as far as AWS is concerned: where it is and what the stacks tell about themselves. */
export interface Deployed {
  readonly endpoint: string;
  readonly outputs: StackOutputs;
  /** The way of the functions to AWS; an engine of somebody else has none. */
  readonly door?: FunctionsDoor;
}

/** What the CDK works with while this shop opens. */
export const cdkOf = ({ folder, closing }: Opening): Cdk => ({
  assembly: folder.assembly,
  scratch: folder.scratch,
  logFile: folder.deployLog,
  signal: closing.signal,
});
