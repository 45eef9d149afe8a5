import { html } from "/vendor/preact.js";
import { Barista } from "./barista.js";
import { Cashier } from "./cashier.js";
import { DeadLetterQueue } from "./dead-letter-queue.js";
import { DepthOverTime } from "./depth-over-time.js";
import { OrdersQueue } from "./orders-queue.js";
import { PickupBoard } from "./pickup-board.js";
import { useShop } from "./shop-context.js";
import { TwoCounters } from "./two-counters.js";

/** The way to the next place; a cup travels it while orders move. The rates say the same. */
const Flow = ({ rate }) => html`<span class=${`flow ${rate > 0 ? "moving" : ""}`} aria-hidden="true" />`;

/** The shop, left to right as an order travels. */
export const ShopFloor = ({ lesson }) => {
  const { inPerSecond, outPerSecond } = useShop().state?.orders ?? {};
  return html`
    <h1 class="unseen">Shop floor</h1>
    ${lesson.lesson?.id === "tight-coupling" && html`<${TwoCounters} />`}
    <div class="travel">
      <${Cashier} />
      <${Flow} rate=${inPerSecond} />
      <${OrdersQueue} />
      <${Flow} rate=${outPerSecond} />
      <${Barista} />
      <${Flow} rate=${outPerSecond} />
      <${PickupBoard} />
    </div>
    <div class="below">
      <${DepthOverTime} />
      <${DeadLetterQueue} />
    </div>
  `;
};
