import { html } from "/vendor/preact.js";
import { milliseconds } from "./figures.js";
import { newestRush } from "./rush-words.js";
import { useShop } from "./shop-context.js";

/** Two counters, the same customers: one cashier asks the barista directly, the other has a queue. */
export const TwoCounters = () => {
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
