import { html } from "/vendor/preact.js";
import { Barista } from "./barista.js";
import { Cashier } from "./cashier.js";
import { DeadLetterQueue } from "./dead-letter-queue.js";
import { DepthOverTime } from "./depth-over-time.js";
import { OrdersQueue } from "./orders-queue.js";
import { PickupBoard } from "./pickup-board.js";
import { useShop } from "./shop.js";
import { milliseconds, newestRush } from "./wording.js";

/** Two counters, the same customers: one cashier asks the barista directly, the other has a queue. */
const TwoCounters = () => {
  const { state } = useShop();
  if (!state?.exhibit.deployed) return null;
  const tight = newestRush(state.rushes, "tight");
  const loose = tight && newestRush(state.rushes, "orders");
  const line = (name, isAway, rush, testid) => html`
    <tr>
      <th>${name}</th>
      <td>${isAway ? "away" : "working"}</td>
      <td data-testid="${testid}-accepted">${rush?.accepted ?? "–"}</td>
      <td data-testid="${testid}-refused">${rush?.refused ?? "–"}</td>
      <td>${milliseconds(rush?.ms)}</td>
    </tr>
  `;
  return html`
    <section class="panel exhibit" aria-label="Two counters">
      <h2>Two counters, the same customers</h2>
      <table>
        <thead><tr><th>counter</th><th>barista</th><th>orders taken</th><th>turned away</th><th>after</th></tr></thead>
        <tbody>
          ${line("joined directly", state.exhibit.barista === "away", tight, "tight")}
          ${line("with a queue", state.barista.state !== "Enabled", loose, "loose")}
        </tbody>
      </table>
    </section>
  `;
};

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
