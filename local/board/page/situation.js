import { counted } from "./figures.js";

/** The states of the event source, in shop words. */
const BARISTA = { Enabled: "working", Disabled: "away", Enabling: "coming back", Disabling: "about to leave" };

/** The shop word for a state of the event source. */
export const baristaWord = (state) => BARISTA[state] ?? "unknown";

/** The shop in one sentence, for those who listen: "50 orders waiting, barista away". */
export const situation = (/** @type {BoardState} */ { engine, orders, barista, ready, deadLetter }) => {
  if (engine === "silent") return "The engine does not answer.";
  return [
    `${orders.waiting === 0 ? "No order" : counted(orders.waiting, "order")} waiting`,
    ...(orders.inHand > 0 ? [`${orders.inHand} in hand`] : []),
    `barista ${baristaWord(barista.state)}`,
    `${ready.count} ready`,
    ...(deadLetter.waiting > 0 ? [`${deadLetter.waiting} in the dead-letter queue`] : []),
  ].join(", ");
};
