import { bringBack, isDrained, sendAway } from "./lesson-steps.js";

/** So long the order stays out of sight. */
const HIDDEN_SECONDS = 10;

/** @type {Lesson} */
export const visibilityTimeout = {
  id: "visibility-timeout",
  title: "Visibility timeout",
  question: "Somebody picks up an order and walks off. Is it lost?",
  idea: "Receiving only hides a message, finishing deletes it: whoever vanishes with an order in hand has lost nothing.",
  page: "floor",
  steps: [
    sendAway,
    {
      say: "Place an order.",
      actions: [["place-order", { drink: "cortado", pickupName: "Edsger" }]],
      hint: "place-order",
      done: (now) => now.orders.waiting > 0,
      saw: () => "It waits.",
    },
    {
      say: `Let somebody pick it up and walk off. It stays out of sight for ${HIDDEN_SECONDS} seconds.`,
      actions: [["walk-off", { seconds: HIDDEN_SECONDS }]],
      done: (now) => now.orders.inHand > 0,
      saw: () => "It is in hand: nobody else sees it, but it is still in the queue, as the dashed cup.",
    },
    {
      say: "Nobody finishes it. Wait for the visibility timeout.",
      done: (now) => now.orders.inHand === 0 && now.orders.waiting > 0,
      saw: () =>
        "It is back by itself, received once so far: press Peek to see. After five times it would be put aside.",
    },
    {
      ...bringBack,
      done: (now, from) => isDrained(now) && now.ready.count > from.ready,
      saw: () => "The order is ready after all.",
    },
  ],
};
