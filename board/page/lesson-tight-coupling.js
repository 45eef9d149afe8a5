import { newRush } from "./lesson-progress.js";
import { localOnly, watchDrain } from "./lesson-steps.js";
import { isPlaced } from "./rush-words.js";

const both = (to) => [
  ["tight-barista", { to }],
  ["barista", { to }],
];

const rushes = (now, from) => ["tight", "orders"].map((kind) => newRush(now, from, kind));

const taken = (rush) => `${rush?.accepted} of ${rush?.orders}`;

/** @type {Lesson} */
export const tightCoupling = {
  id: "tight-coupling",
  title: "Tight coupling",
  question: "And without a queue between cashier and barista?",
  idea: "Joined directly, one failure becomes everybody's; a queue keeps what cannot be done right now.",
  page: "floor",
  unfit: (now) =>
    localOnly(now) || (!now.exhibit.deployed && "The tightly coupled exhibit is not deployed in this shop."),
  steps: [
    {
      say: "Send both baristas away.",
      actions: both("away"),
      done: ({ barista, exhibit }) => barista.state === "Disabled" && exhibit.barista === "away",
      saw: () => "Both are away. The first cashier asks the barista directly; ours has a queue.",
    },
    {
      say: "Send the same 50 customers to both counters.",
      actions: [
        ["tight-rush", { orders: 50 }],
        ["rush", { orders: 50 }],
      ],
      done: (now, from) => rushes(now, from).every((rush) => rush && isPlaced(rush)),
      saw: (now, from) => {
        const [tight, loose] = rushes(now, from).map(taken);
        return `Joined directly, ${tight} orders were taken; with the queue, ${loose}.`;
      },
    },
    {
      say: "Bring both baristas back.",
      actions: both("back"),
      done: ({ barista, exhibit }) => barista.state === "Enabled" && exhibit.barista === "back",
      saw: () => "Both are back.",
    },
    watchDrain("Watch who gets a drink.", "They are ours: the other counter kept nothing, so nothing comes."),
  ],
};
