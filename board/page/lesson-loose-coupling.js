import { milliseconds } from "./figures.js";
import { newRush } from "./lesson-progress.js";
import { bringBack, sendAway, watchDrain } from "./lesson-steps.js";
import { isPlaced } from "./rush-words.js";

/** @type {Lesson} */
export const looseCoupling = {
  id: "loose-coupling",
  title: "Loose coupling",
  question: "What becomes of orders while nobody can make them?",
  idea: "Cashier and barista share a message and nothing else, so each can be away, busy or slow without the other.",
  page: "floor",
  steps: [
    sendAway,
    {
      say: "Let 50 customers order at once: Rush of 50.",
      actions: [["rush", { orders: 50 }]],
      hint: "rush-50",
      done: (now, from) => {
        const rush = newRush(now, from, "orders");
        return rush !== undefined && isPlaced(rush) && now.orders.waiting >= from.waiting + rush.accepted;
      },
      saw: (now, from) => {
        const { accepted, ms } = newRush(now, from, "orders") ?? {};
        return `${accepted} orders were accepted in ${milliseconds(ms)} and none is lost: the queue keeps them until somebody can make them.`;
      },
    },
    bringBack,
    watchDrain("Watch the queue drain onto the pickup board.", "Nobody asked twice, nobody was turned away."),
  ],
};
