import type { StackOutputs } from "../operations/shop";
import type { Closing } from "./closing";
import type { AwsApiProxy } from "./engine/aws-api-proxy";
import type { Options } from "./options";
import type { Progress } from "./progress";
import type { StateFolder } from "./state-folder";

export interface Opening {
  readonly options: Options;
  readonly folder: StateFolder;
  readonly closing: Closing;
  readonly progress: Progress;
  /**
   * Leads the functions' calls another way: given the address of the proxy, returns the one that the functions are told.
   * The fault tests stand there, between the functions and AWS.
   *
   * @default straight to the proxy
   */
  readonly detour?: (proxy: string) => string;
}

/** The shop as far as AWS is concerned: where it is and what the stacks tell about themselves. */
export interface Deployed {
  readonly endpoint: string;
  /** What its engine wants to hear before it tells more than AWS does; an engine of somebody else has none. */
  readonly engineToken?: string;
  readonly outputs: StackOutputs;
  /** The way of the functions to AWS; an engine of somebody else has none. */
  readonly proxy?: AwsApiProxy;
}
