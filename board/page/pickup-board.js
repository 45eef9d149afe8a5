import { html } from "/vendor/preact.js";
import { Digits, fact, Panel } from "./panel.js";
import { useShop } from "./shop.js";
import { ago } from "./wording.js";

const SHOWN = 4;

/** The screen above the counter: what is ready, newest first. */
export const PickupBoard = () => {
  const { state, now } = useShop();
  const { count, newest = [] } = state?.ready ?? {};
  const line = ({ orderId, pickupName, drink, size, quantity, readyAt, deliveries }) => html`
    <li key=${orderId} title="${size} ${drink}, order ${orderId}">
      <span>${pickupName} · ${drink}${quantity > 1 && ` × ${quantity}`}${deliveries > 1 && html` <small>announced ${deliveries} times, shown once</small>`}</span>
      <span class="when">${ago(readyAt, now)}</span>
    </li>
  `;
  return html`
    <${Panel} title="Pickup board" place="pickupBoard" kind="pickup">
      <dl class="figures">${fact("ready", html`<${Digits} value=${count} testid="ready-count" />`, "huge ready")}</dl>
      ${count === 0 && html`<p class="empty">No drink is ready yet. Place an order.</p>`}
      <ol class="lines">${newest.slice(0, SHOWN).map(line)}</ol>
    <//>
  `;
};
