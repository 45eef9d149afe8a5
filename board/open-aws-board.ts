import { readSettings } from "../lib/settings/stage-settings";
import type { KnownCustomer } from "../operations/owner-of";
import { USUAL_STAGE } from "../operations/usual-stage";
import { AWS_PACE } from "./floor/pace";
import { type BoardParts, type OpenBoard, openBoard } from "./open-board";

/**
 * What can be seen of the pickup board on AWS without taking anything from it: how many orders wait for the screen that
 * collects them. Who they are for is in the messages, which belong to that screen.
 */
const awsReady: BoardParts["ready"] = {
  state: (queues) => {
    const queue = queues.find(({ name }) => name === "pickupBoard");
    return { count: queue === undefined ? 0 : queue.waiting + queue.inHand, newest: [] };
  },
  all: () => [],
};

type AwsBoardParts = Pick<BoardParts, "shop" | "changesAllowed" | "signal" | "complain">;

/**
 * Opens the board of a shop in an AWS account. It receives no message, so nothing it shows is missing elsewhere; inboxes
 * are the customers' own there.
 */
export const openAwsBoard = ({ shop, changesAllowed, signal, complain }: AwsBoardParts): OpenBoard =>
  openBoard({
    shop,
    pace: AWS_PACE,
    changesAllowed,
    outcome: undefined,
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
