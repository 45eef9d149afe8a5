import { html, useEffect, useState } from "/vendor/preact.js";

/** A rush changes the figures many times a second; what is said is what it came to. */
const SETTLED_MS = 1_200;

/** Says in words what changed, politely. */
export const LiveRegion = ({ sentence }) => {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(sentence), SETTLED_MS);
    return () => clearTimeout(waiting);
  }, [sentence]);
  return html`<p class="unseen" role="status" data-testid="situation">${settled}</p>`;
};
