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

/** Why a lesson is not given on AWS, where what is ready is counted only until somebody collects it. */
export const localOnly = ({ target }) => target === "aws" && "This lesson is given in a local shop only.";

export const isDrained = ({ orders }) => orders.waiting + orders.inHand === 0;

/** A step that waits until the orders of a rush of 50 are ready. @returns {Step} */
export const watchDrain = (say, words) => ({
  say,
  done: (now, _from, start) => isDrained(now) && now.ready.count >= start.ready + 50,
  saw: (now, _from, start) => `${now.ready.count - start.ready} drinks are ready. ${words}`,
});
