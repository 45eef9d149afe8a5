import { bringBack } from "./lesson-steps.js";

/** @type {Lesson} */
export const poison = {
  id: "poison",
  title: "Poison and the dead-letter queue",
  question: "What does an order that can never be made do to the others?",
  idea: "What can never be made is put aside with its reason: it blocks nobody, and nothing is lost in silence.",
  page: "floor",
  steps: [
    { ...bringBack, say: "The barista has to be there for this one." },
    {
      say: "Place a bad order: a cup of motor oil.",
      actions: [["bad-order"]],
      hint: "bad-order",
      done: (now, from) => now.deadLetter.waiting > from.dead,
      saw: () =>
        "The cashier refused it. A careless program put it on the queue all the same, and the barista set it aside with the reason.",
    },
    {
      say: "Now hide one among 50 good orders.",
      actions: [["rush", { orders: 50 }], ["bad-order"]],
      done: (now, from) => now.deadLetter.waiting > from.dead && now.ready.count >= from.ready + 50,
      saw: (now, from) =>
        `${now.ready.count - from.ready} good orders are ready and ${now.deadLetter.waiting - from.dead} bad one was set aside. Its neighbours came to no harm.`,
    },
  ],
};
