import type { BoardParts } from "./open-board";

/**
 * What can be seen of the pickup board on AWS without taking anything from it: how many orders wait for the screen that
 * collects them. Who they are for is in the messages, which belong to that screen.
 */
export const awsReady: BoardParts["ready"] = {
  state: (queues) => {
    const queue = queues.find(({ name }) => name === "pickupBoard");
    return { count: queue === undefined ? 0 : queue.waiting + queue.inHand, newest: [] };
  },
  all: () => [],
};
