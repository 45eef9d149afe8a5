import { html } from "/vendor/preact.js";
import { isPlaced, newestRush, rushWords } from "./rush-words.js";
import { useShop } from "./shop-context.js";

/** How the newest rush is doing. Only what the cashier made of it is said to those who listen. */
export const RushProgress = () => {
  const rush = newestRush(useShop().state?.rushes ?? [], "orders");
  if (!rush) return html`<p class="unseen" role="status" />`;
  const { orders, accepted, ready } = rush;
  const placed = isPlaced(rush);
  const share = placed ? (ready ?? accepted) / (accepted || 1) : accepted / orders;
  return html`
    <p class="unseen" role="status">${placed && `The cashier took ${accepted} of ${orders} orders.`}</p>
    <p class="outcome ${placed && accepted < orders ? "bad" : ""}" data-testid="rush">${rushWords(rush)}</p>
    <div class="bar ${placed ? "ready" : ""}" aria-hidden="true"><span style="transform: scaleX(${share})" /></div>
  `;
};
