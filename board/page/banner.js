import { html } from "/vendor/preact.js";

/** The line on top when something is the matter; the live region says it. */
export const Banner = ({ found }) => found && html`<p class=${`banner ${found[0] ? "bad" : ""}`}>${found[1]}</p>`;
