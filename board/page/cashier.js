import { html } from "/vendor/preact.js";
import { act, useAction } from "./actions.js";
import { DRINKS, SIZES, TELL } from "./choices.js";
import { ActionButton, Form, Outcome, options, useFields } from "./controls.js";
import { Digits, fact, Panel } from "./panel.js";
import { useShop } from "./shop.js";
import { isPlaced, milliseconds, newestRush, rushWords } from "./wording.js";

/** How the newest rush is doing. Only what the cashier made of it is said to those who listen. */
const RushProgress = () => {
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

/** What is waiting to be ordered, so that one press is enough. */
const USUAL = { drink: "latte", pickupName: "Ada", size: "medium", quantity: "1", tell: "", address: "" };

const refusal = ({ cashier }) =>
  `The cashier refused it: ${cashier.faults.map(({ message }) => message.split(" (")[0]).join(", ")}. Put straight on the queue, it is dead-lettered.`;

/** The counter. What a rush comes to is told by its progress. */
export const Cashier = () => {
  const { accepted, refused, p95Ms } = useShop().state?.cashier ?? {};
  const { fields, field } = useFields(USUAL);
  const { tell, address, quantity, ...order } = fields;
  const notify = tell && { notify: { [tell]: address.trim() } };
  const placing = useAction(
    () => act("place-order", { ...order, quantity: Number(quantity), ...notify }),
    (_, ms) => `${order.drink} for ${order.pickupName} accepted in ${milliseconds(ms)}`,
  );
  const rushOf = (orders) => useAction(() => act("rush", { orders }));
  const [rush50, rush500] = [rushOf(50), rushOf(500)];
  const bad = useAction(() => act("bad-order"), refusal);
  const [, , example] = TELL.find(([way]) => way === tell) ?? [];
  return html`
    <${Panel} title="Cashier" place="cashier" kind="cashier">
      <${Form} onSubmit=${placing.start}>
        <${ActionButton} label="Place order" action=${placing} kind="main" hint="place-order" submit="order" />
        <details>
          <summary>${order.drink} for ${order.pickupName}: change</summary>
          <div class="pair">
            <label>Drink <select ...${field("drink", placing)}>${options(DRINKS)}</select></label>
            <label>Name <input ...${field("pickupName", placing)} /></label>
            <label>Size <select ...${field("size", placing)}>${options(SIZES)}</select></label>
            <label>Quantity <input type="number" min="1" max="10" ...${field("quantity", placing)} /></label>
          </div>
          <label>Tell the customer <select ...${field("tell")}>${options(TELL)}</select></label>
          ${tell && html`<label>Address <input placeholder=${example} ...${field("address", placing, "notify")} /></label>`}
        </details>
      <//>
      <div class="pair">
        <${ActionButton} label="Rush of 50" action=${rush50} hint="rush-50" />
        <${ActionButton} label="Rush of 500" action=${rush500} />
      </div>
      <${ActionButton} label="Place a bad order" action=${bad} kind="danger" hint="bad-order" />
      <${RushProgress} />
      <${Outcome} of=${[placing, bad, rush50, rush500]} />
      <dl class="foot">
        ${fact("accepted", html`<${Digits} value=${accepted} testid="accepted" />`)}
        ${!!refused && fact("refused", html`<${Digits} value=${refused} />`, "alarm")}
        ${fact("p95", milliseconds(p95Ms))}
      </dl>
    <//>
  `;
};
