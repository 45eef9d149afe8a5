const NONE = "–";

export const rate = (perSecond) => (perSecond == null ? NONE : `${perSecond.toFixed(1)}/s`);

/** Seconds in the largest unit that says enough. */
export const duration = (seconds) => {
  if (seconds == null || !Number.isFinite(seconds)) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 100) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
};

export const milliseconds = (ms) => {
  if (ms == null) return NONE;
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
};

/** How long ago a moment (ISO 8601 or epoch milliseconds) was. */
export const ago = (moment, now) => {
  const seconds = (now - new Date(moment).getTime()) / 1_000;
  return seconds < 1 ? "just now" : `${duration(seconds)} ago`;
};

export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Digits in groups of three from the right: 1231 is ["1", "231"]. */
export const digitGroups = (whole) => String(whole).match(/\d{1,3}(?=(\d{3})*$)/g) ?? [String(whole)];

const BARISTA = { Enabled: "working", Disabled: "away", Enabling: "coming back", Disabling: "about to leave" };

export const baristaWord = (state) => BARISTA[state] ?? "unknown";

/** The shop in one sentence, for those who listen: "50 orders waiting, barista away". */
export const situation = (/** @type {BoardState} */ { orders, barista, ready, deadLetter }) =>
  [
    `${orders.waiting === 0 ? "No order" : counted(orders.waiting, "order")} waiting`,
    ...(orders.inHand > 0 ? [`${orders.inHand} in flight`] : []),
    `barista ${baristaWord(barista.state)}`,
    `${ready.count} ready`,
    ...(deadLetter.waiting > 0 ? [`${deadLetter.waiting} in the dead-letter queue`] : []),
  ].join(", ");

/** What is the matter, if anything is: whether it is bad, and the words. */
export const problem = (/** @type {View} */ { connection, state }) => {
  const asOf = state?.at ? ` The figures are of ${new Date(state.at).toLocaleTimeString("en-GB")}.` : "";
  if (connection === "opening") {
    return [false, "The shop is opening: the engine starts, the stacks are deployed."];
  }
  if (connection === "lost") {
    return [true, `The board cannot be reached; is the shop still open? Trying again.${asOf}`];
  }
  if (state?.engine === "silent") {
    return [true, `${state.target === "aws" ? "AWS" : "The engine"} does not answer. Trying again.${asOf}`];
  }
  if (!state?.at) return [false, "Opening the order board…"];
  if (!state.changesAllowed) {
    return [false, "Read only: this board watches the shop. To act on it, start it with --allow-changes."];
  }
  return undefined;
};

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
