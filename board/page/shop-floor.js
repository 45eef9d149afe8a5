import { html } from "/vendor/preact.js";
import { act, useAction } from "./actions.js";
import { Cashier } from "./cashier.js";
import { ActionButton, Outcome } from "./controls.js";
import { DeadLetterQueue } from "./dead-letter-queue.js";
import { DepthOverTime } from "./depth-over-time.js";
import { OrdersQueue } from "./orders-queue.js";
import { Digits, fact, Panel } from "./panel.js";
import { useShop } from "./shop.js";
import { ago, baristaWord, milliseconds, newestRush } from "./wording.js";

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
      <${ReadyOrders} />
    </div>
    <div class="below">
      <${DepthOverTime} />
      <${DeadLetterQueue} />
    </div>
  `;
};

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

const MEANING = {
  working: "Takes up to ten orders at a time from the queue.",
  away: "The event source is disabled. The cashier does not notice.",
};

const MOOD = { working: "ready", away: "alarm" };

const Barista = () => {
  const { state } = useShop();
  const word = baristaWord(state?.barista.state);
  // Two, so that one button does not show what became of the other.
  const leave = useAction(() => act("barista", { to: "away" }));
  const come = useAction(() => act("barista", { to: "back" }));
  const [label, action] = ["away", "about to leave"].includes(word)
    ? ["Bring the barista back", come]
    : ["Send the barista away", leave];
  return html`
    <${Panel} title="Barista" place="barista" kind="barista">
      <p class="pill ${MOOD[word] ?? ""}" data-testid="barista-state"><span class="dot" aria-hidden="true" />${state ? word : "–"}</p>
      <p class="meaning">${MEANING[word]}</p>
      <p class="meaning">In flight right now: <b>${state?.orders.inHand || "nothing"}</b>.</p>
      <${ActionButton} label=${label} action=${action} kind="main" hint="barista" />
      <${Outcome} of=${[leave, come]} />
    <//>
  `;
};

const SHOWN = 4;

const ReadyOrders = () => {
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
