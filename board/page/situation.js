import { counted } from "./figures.js";

/** The states of the event source, in shop words. */
const BARISTA = { Enabled: "working", Disabled: "away", Enabling: "coming back", Disabling: "about to leave" };

export const baristaWord = (state) => BARISTA[state] ?? "unknown";

/** The shop in one sentence, for those who listen: "50 orders waiting, barista away". */
export const situation = (/** @type {BoardState} */ { orders, barista, ready, deadLetter }) =>
  [
    `${orders.waiting === 0 ? "No order" : counted(orders.waiting, "order")} waiting`,
    ...(orders.inHand > 0 ? [`${orders.inHand} in hand`] : []),
    `barista ${baristaWord(barista.state)}`,
    `${ready.count} ready`,
    ...(deadLetter.waiting > 0 ? [`${deadLetter.waiting} in the dead-letter queue`] : []),
  ].join(", ");

/** What is the matter, if anything is: whether it is bad, and the words. */
export const trouble = (/** @type {View} */ { connection, state }) => {
  const asOf = state?.at ? ` The figures are of ${new Date(state.at).toLocaleTimeString("en-GB")}.` : "";
  if (connection === "opening") {
    return [false, "The shop is opening: the engine starts, the stacks are deployed."];
  }
  if (connection === "lost") {
    return [true, `The board cannot be reached; is the shop still open? Trying again.${asOf}`];
  }
  if (state?.engine === "silent") return [true, `The engine does not answer. Trying again.${asOf}`];
  if (!state?.at) return [false, "Opening the order board…"];
  if (!state.changesAllowed) {
    return [false, "Read only: this board watches the shop. To act on it, start it with --allow-changes."];
  }
  return undefined;
};
