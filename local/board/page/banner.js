import { html } from "/vendor/preact.js";

/** What is the matter, if anything is: whether it is bad, and the words. */
export const trouble = (/** @type {View} */ { connection, state }) => {
  const asOf = state ? ` The figures are of ${new Date(state.at).toLocaleTimeString("en-GB")}.` : "";
  if (connection === "connecting") return [false, "Opening the order board…"];
  if (connection === "opening") {
    return [false, "The shop is opening: the engine starts, the stacks are deployed."];
  }
  if (connection === "lost") {
    return [true, `The board cannot be reached; is the shop still open? Trying again.${asOf}`];
  }
  if (state?.engine === "silent") return [true, `The engine does not answer. Trying again.${asOf}`];
  if (state?.changesAllowed === false) {
    return [false, "Read only: this board watches the shop. To act on it, start it with --allow-changes."];
  }
  return undefined;
};

/** The line on top when something is the matter. */
export const Banner = (view) => {
  const found = trouble(view);
  return found && html`<p class=${`banner ${found[0] ? "bad" : ""}`}>${found[1]}</p>`;
};
