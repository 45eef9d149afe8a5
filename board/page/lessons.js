import { arrived, bringBack, isDrained, newRush, publish, sendAway, watchDrain } from "./lesson-steps.js";
import { isPlaced, milliseconds } from "./wording.js";

const HIDDEN_SECONDS = 10;

/** Why a lesson is not given on AWS, where what is ready is counted only until somebody collects it. */
const localOnly = ({ target }) => target === "aws" && "This lesson is given in a local shop only.";

/** At the exhibit and at our own counter. */
const switchBoth = (to) => [
  ["tight-barista", { to }],
  ["barista", { to }],
];

const newRushes = (now, from) => ["tight", "orders"].map((kind) => newRush(now, from, kind));

/** In the order in which they build on each other. @type {WrittenLesson[]} */
const ALL = [
  {
    id: "loose-coupling",
    title: "Loose coupling",
    question: "What becomes of orders while nobody can make them?",
    idea: "Cashier and barista share a message and nothing else, so each can be away, busy or slow without the other.",
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
          return `${accepted} orders were accepted in ${milliseconds(ms)} and none is lost: the queue keeps them, four days at most, until somebody can make them.`;
        },
      },
      bringBack,
      watchDrain("Watch the queue drain onto the pickup board.", "Nobody asked twice, nobody was turned away."),
    ],
  },
  {
    id: "tight-coupling",
    title: "Tight coupling",
    question: "And without a queue between cashier and barista?",
    idea: "Joined directly, one failure becomes everybody's; a queue keeps what cannot be done right now.",
    unfit: (now) =>
      localOnly(now) || (!now.exhibit.deployed && "The tightly coupled exhibit is not deployed in this shop."),
    steps: [
      {
        say: "Send both baristas away.",
        actions: switchBoth("away"),
        done: ({ barista, exhibit }) => barista.state === "Disabled" && exhibit.barista === "away",
        saw: () => "Both are away. The first cashier asks the barista directly; ours has a queue.",
      },
      {
        say: "Send the same 50 customers to both counters.",
        actions: [
          ["tight-rush", { orders: 50 }],
          ["rush", { orders: 50 }],
        ],
        done: (now, from) => newRushes(now, from).every((rush) => rush && isPlaced(rush)),
        saw: (now, from) => {
          const [tight, loose] = newRushes(now, from).map((rush) => `${rush?.accepted} of ${rush?.orders}`);
          return `Joined directly, ${tight} orders were taken; with the queue, ${loose}.`;
        },
      },
      {
        say: "Bring both baristas back.",
        actions: switchBoth("back"),
        done: ({ barista, exhibit }) => barista.state === "Enabled" && exhibit.barista === "back",
        saw: () => "Both are back.",
      },
      watchDrain("Watch who gets a drink.", "They are ours: the other counter kept nothing, so nothing comes."),
    ],
  },
  {
    id: "fan-out",
    title: "Fan-out and topics",
    question: "How does one message reach everybody who wants it, and nobody else?",
    idea: "Publish once to a topic: every subscription gets a copy of its own, and the publisher knows none of them.",
    page: "newsletters",
    steps: [
      publish("trivia", "Publish an issue of Coffee trivia.", 2, "Who did not subscribe to trivia was left alone."),
      publish("coupons", "Now publish a coupon.", 1, "Another topic, other subscribers."),
      {
        say: "A filter is finer than a topic. Order a tea and ask for an SMS when it is ready.",
        actions: [["place-order", { drink: "tea", pickupName: "Grace", notify: { sms: "+15550100042" } }]],
        done: (now, from) => arrived(now, from, null).length > 0,
        saw: () =>
          "The notifier subscribes to every ready order; its filter lets through only those whose customer wants to be told.",
      },
    ],
  },
  {
    id: "poison",
    title: "Poison and the dead-letter queue",
    question: "What does an order that can never be made do to the others?",
    idea: "What can never be made is dead-lettered with its reason: it blocks nobody, and waits up to 14 days for somebody to look.",
    steps: [
      { ...bringBack, say: "The barista has to be there for this one." },
      {
        say: "Place a bad order: a cup of motor oil.",
        actions: [["bad-order"]],
        hint: "bad-order",
        done: (now, from) => now.deadLetter.waiting > from.dead,
        saw: () =>
          "The cashier refused it. A faulty program put it on the queue all the same, and the barista dead-lettered it with the reason.",
      },
      {
        say: "Now hide one among 50 good orders.",
        actions: [["rush", { orders: 50 }], ["bad-order"]],
        done: (now, from) => now.deadLetter.waiting > from.dead && now.ready.count >= from.ready + 50,
        saw: (now, from) =>
          `${now.ready.count - from.ready} good orders are ready and ${now.deadLetter.waiting - from.dead} bad one was dead-lettered. Its neighbours came to no harm.`,
      },
    ],
  },
  {
    id: "duplicate-delivery",
    title: "Duplicate delivery",
    question: "The same order arrives twice. Are two drinks made?",
    idea: "A queue delivers at least once; the order idempotency store turns that into made once, by the order's id.",
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
  },
  {
    id: "visibility-timeout",
    title: "Visibility timeout",
    question: "Somebody picks up an order and walks off. Is it lost?",
    idea: "Receiving only hides a message, finishing deletes it: whoever vanishes with an order in flight has lost nothing.",
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
        saw: () => "It is in flight: nobody else sees it, but it is still in the queue, as the dashed cup.",
      },
      {
        say: "Nobody finishes it. Wait for the visibility timeout.",
        done: (now) => now.orders.inHand === 0 && now.orders.waiting > 0,
        saw: () =>
          "It is back by itself, received once so far: press Peek to see. After five times it would be dead-lettered.",
      },
      {
        ...bringBack,
        done: (now, from) => isDrained(now) && now.ready.count > from.ready,
        saw: () => "The order is ready after all.",
      },
    ],
  },
];

/** The lessons; one that says nothing else is for the shop floor of a local shop. @type {Lesson[]} */
export const LESSONS = ALL.map((lesson) => ({ page: "floor", unfit: localOnly, ...lesson }));
