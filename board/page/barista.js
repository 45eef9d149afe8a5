import { html } from "/vendor/preact.js";
import { act, useAction } from "./actions.js";
import { ActionButton, Outcome } from "./controls.js";
import { Panel } from "./panel.js";
import { useShop } from "./shop.js";
import { baristaWord } from "./wording.js";

const MEANING = {
  working: "Takes up to ten orders at a time from the queue.",
  away: "The event source is disabled. The cashier does not notice.",
};

const MOOD = { working: "ready", away: "trouble" };

export const Barista = () => {
  const { state } = useShop();
  const word = baristaWord(state?.barista.state);
  // Two, so that one button does not show what became of the other.
  const leave = useAction(() => act("barista", { to: "away" }));
  const come = useAction(() => act("barista", { to: "back" }));
  const [label, action] = ["away", "about to leave"].includes(word)
    ? ["Bring the barista back", come]
    : ["Send the barista away", leave];
  const inHand = state?.orders.inHand || "nothing";
  return html`
    <${Panel} title="Barista" place="barista" kind="barista">
      <p class="pill ${MOOD[word] ?? ""}" data-testid="barista-state"><span class="dot" aria-hidden="true" />${state ? word : "–"}</p>
      <p class="meaning">${MEANING[word]}</p>
      <p class="meaning">In flight right now: <b>${inHand}</b>.</p>
      <${ActionButton} label=${label} action=${action} kind="main" hint="barista" />
      <${Outcome} of=${[leave, come]} />
    <//>
  `;
};
