import { bringBack, isDrained, sendAway } from "./lesson-steps.js";

/** @type {Lesson} */
export const duplicateDelivery = {
  id: "duplicate-delivery",
  title: "Duplicate delivery",
  question: "The same order arrives twice. Are two drinks made?",
  idea: "A queue delivers at least once; the order idempotency store turns that into made once, by the order's id.",
  page: "floor",
  steps: [
    { ...sendAway, say: "Send the barista away, so that we can look at what waits." },
    {
      say: "Deliver one order twice, as happens when a reply gets lost and the sender tries again.",
      actions: [["twice"]],
      done: (now, from) => now.orders.waiting >= from.waiting + 2,
      saw: () => "Two messages wait, each with an id of its own. Both carry the same order id: press Peek to see it.",
    },
    {
      ...bringBack,
      done: (now, from) => now.barista.state === "Enabled" && now.ready.count > from.ready,
      saw: (now, from) => `Two messages, ${now.ready.count - from.ready} more on the pickup board.`,
    },
    {
      say: "Watch the copy go. It may be handed out once more before it is dropped, which takes up to half a minute.",
      done: isDrained,
      saw: () => "The copy met the idempotency store's note that this order is made, and was dropped.",
    },
  ],
};
