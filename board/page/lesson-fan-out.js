import { SAMPLES } from "./newsletters.js";

/** What arrived of a newsletter (null: of notices) since a step began. */
const arrived = ({ inbox }, { at }, newsletter) =>
  inbox.newest.filter((message) => message.newsletter === newsletter && Date.parse(message.receivedAt) > at);

/** Who got these messages and how: "customer 2 (email, https) and customer 3 (sms)". */
export const whom = (messages) => {
  const customers = [...new Set(messages.map(({ customer }) => customer))].sort();
  const waysTo = (customer) => {
    const ways = messages.filter((one) => one.customer === customer).map(({ protocol }) => protocol);
    return `${customer ? `customer ${customer}` : "another address"} (${[...new Set(ways)].sort().join(", ")})`;
  };
  return customers.map(waysTo).join(" and ");
};

/** Publishes something and waits until it came to so many customers. */
const publish = (newsletter, say, reached, more) => ({
  say,
  actions: [["publish", { newsletter, ...SAMPLES[newsletter] }]],
  hint: "publish",
  done: (now, from) => new Set(arrived(now, from, newsletter).map(({ customer }) => customer)).size >= reached,
  saw: (now, from) => `One publish reached ${whom(arrived(now, from, newsletter))}. ${more}`,
});

/** @type {Lesson} */
export const fanOut = {
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
};
