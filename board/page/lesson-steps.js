import { SAMPLES } from "./choices.js";

/** The rush of a kind that began after a step did. */
export const newRush = ({ rushes }, from, kind) =>
  rushes.find((rush) => rush.kind === kind && !from.rushes.includes(rush.id));

/** @type {Step} */
export const sendAway = {
  say: "Send the barista away.",
  actions: [["barista", { to: "away" }]],
  hint: "barista",
  done: (now) => now.barista.state === "Disabled" && now.orders.inHand === 0,
  saw: () => "The barista is away: the event source is disabled. The cashier does not notice.",
};

/** @type {Step} */
export const bringBack = {
  say: "Bring the barista back.",
  actions: [["barista", { to: "back" }]],
  hint: "barista",
  done: (now) => now.barista.state === "Enabled",
  saw: () => "The barista is there and takes up to ten orders at a time.",
};

export const isDrained = ({ orders }) => orders.waiting + orders.inHand === 0;

/** A step that waits until the orders of a rush of 50 are ready. @returns {Step} */
export const watchDrain = (say, words) => ({
  say,
  done: (now, _from, start) => isDrained(now) && now.ready.count >= start.ready + 50,
  saw: (now, _from, start) => `${now.ready.count - start.ready} drinks are ready. ${words}`,
});

/** What arrived of a newsletter (null: of notices) since a step began. */
export const arrived = ({ inbox }, { at }, newsletter) =>
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
export const publish = (newsletter, say, reached, more) => ({
  say,
  actions: [["publish", { newsletter, ...SAMPLES[newsletter] }]],
  hint: "publish",
  done: (now, from) => new Set(arrived(now, from, newsletter).map(({ customer }) => customer)).size >= reached,
  saw: (now, from) => `One publish reached ${whom(arrived(now, from, newsletter))}. ${more}`,
});
