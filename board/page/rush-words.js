import { milliseconds } from "./figures.js";

/** Whether the cashier is through with a rush. */
export const isPlaced = (/** @type {Rush} */ { orders, accepted, refused, done }) =>
  done || accepted + refused >= orders;

/** A rush in words: what the cashier took, in which time, and what is ready of it. */
export const rushWords = (rush) => {
  const { orders, accepted, ready, ms } = rush;
  if (!isPlaced(rush)) return `Rush of ${orders}: ${accepted} accepted so far`;
  const turnedAway = accepted < orders ? `, ${orders - accepted} turned away` : "";
  const made = ready === null ? "" : ` · ${ready === accepted ? "all" : ready} ready`;
  return `${accepted} accepted in ${milliseconds(ms)}${turnedAway}${made}`;
};

export const newestRush = (rushes, kind) => rushes.findLast((rush) => rush.kind === kind);
