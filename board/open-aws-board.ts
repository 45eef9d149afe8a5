import { readSettings } from "../lib/settings/stage-settings";
import { type Shop, USUAL_STAGE } from "../operations/shop";
import type { KnownCustomer } from "../operations/subscriptions";
import { awsReady } from "./aws-ready";
import { AWS_PACE } from "./floor/pace";
import { type OpenBoard, openBoard } from "./open-board";

/** How the board of a deployed shop is opened. */
export interface AwsBoardChoice {
  readonly shop: Shop;
  readonly changesAllowed: boolean;
  readonly signal: AbortSignal;
  /** Is given why the shop cannot be seen. @default the console's errors */
  readonly complain?: (line: string) => void;
}

/**
 * Opens the board of a shop in an AWS account. It receives no message, so nothing it shows is missing elsewhere; inboxes
 * are the customers' own there.
 */
export const openAwsBoard = ({ shop, changesAllowed, signal, complain }: AwsBoardChoice): OpenBoard =>
  openBoard({
    shop,
    pace: AWS_PACE,
    changesAllowed,
    fate: undefined,
    ready: awsReady,
    inbox: { count: 0, messages: () => [] },
    customers: customersOf(USUAL_STAGE[shop.target]),
    cashierUrl: undefined,
    signal,
    complain,
  });

/** Without readable settings customers are unnamed, and everything else is there. */
const customersOf = (stage: string): readonly KnownCustomer[] => {
  try {
    return readSettings(stage).subscribers;
  } catch {
    return [];
  }
};
