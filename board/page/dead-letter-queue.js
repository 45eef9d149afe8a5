import { html, useEffect, useState } from "/vendor/preact.js";
import { act } from "./actions.js";
import { Button } from "./controls.js";
import { Digits, Panel } from "./panel.js";
import { PeekDialog, PurgeDialog, RedriveDialog } from "./queue-dialogs.js";
import { useShop } from "./shop.js";
import { duration } from "./wording.js";

const SHOWN = 4;

/** Counts change quickly; one peek at the end is enough. */
const SETTLED_MS = 400;

/** What was purged and replaced has the same count. */
const AGAIN_MS = 10_000;

/** The youngest of the orders that a peek finds, which are the oldest 50. A peek that failed is made again. */
const useDeadOrders = (count) => {
  const [found, setFound] = useState([]);
  useEffect(() => {
    let over = false;
    const peek = async () => {
      if (!count) return setFound([]);
      const { ok, result } = await act("peek", { queue: "ordersDeadLetter" });
      if (over) return;
      if (ok) setFound(result.messages.map((one) => ({ ...one, since: Date.now() - 1_000 * one.ageSeconds })));
      waiting = setTimeout(peek, AGAIN_MS);
    };
    let waiting = setTimeout(peek, SETTLED_MS);
    return () => {
      over = true;
      clearTimeout(waiting);
    };
  }, [count]);
  return found.toSorted((one, other) => other.since - one.since).slice(0, SHOWN);
};

export const DeadLetterQueue = () => {
  const { state, mayChange, now } = useShop();
  const [open, setOpen] = useState("");
  const { waiting: count } = state?.deadLetter ?? {};
  // Locally a peek leaves no trace. On AWS it is a receive that counts, so it is up to a person.
  const found = useDeadOrders(state?.target === "local" ? count : 0);
  const Opened = { peek: PeekDialog, redrive: RedriveDialog, purge: PurgeDialog }[open];
  const line = ({ messageId, orderId, reason, since }) => html`
    <tr key=${messageId}>
      <td class="mono">${orderId ? `${orderId.slice(0, 4)}…` : "none"}</td>
      <td title=${reason}>${reason?.split(" (")[0] ?? "–"}</td>
      <td class="when">${duration((now - since) / 1_000)}</td>
    </tr>
  `;
  const opens = (name, words, title, kind) =>
    html`<${Button} kind=${kind} aria-label=${title} disabled=${!count || !mayChange} onClick=${() => setOpen(name)}>${words}<//>`;
  return html`
    <${Panel} title="Dead-letter queue" place="deadLetter" kind="dead"
      aside=${html`<${Digits} value=${count} testid="dead-count" kind=${count ? "big alarm" : "big"} />`}>
      ${count === 0 && html`<p class="empty">Empty, as it should be. What cannot be made waits here, with its reason.</p>`}
      ${found.length > 0 && html`<table><thead><tr><th>order</th><th>reason</th><th>age</th></tr></thead><tbody>${found.map(line)}</tbody></table>`}
      <p class="buttons">
        ${opens("redrive", "Redrive")}
        ${opens("peek", "Peek", "Peek at dead orders")}
        ${opens("purge", "Purge", "Purge the dead-letter queue", "danger")}
      </p>
      ${Opened && html`<${Opened} queue="ordersDeadLetter" count=${count} onClose=${() => setOpen("")} />`}
    <//>
  `;
};
