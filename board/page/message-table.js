import { html } from "/vendor/preact.js";
import { duration } from "./figures.js";

const HEADS = { peek: ["drink", "received", "age"], redrive: ["would move"] };

const CELLS = {
  peek: ({ drink, pickupName, receiveCount, ageSeconds }) => [
    [drink, pickupName].filter(Boolean).join(" · ") || "–",
    `${receiveCount}×`,
    duration(ageSeconds),
  ],
  redrive: ({ wouldMove }) => [wouldMove ? "yes" : "no"],
};

/** Messages as an operator looks at them, or what a redrive would do with them. */
export const MessageTable = ({ messages, caption, kind }) => html`
  <div class="scrolls" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <thead><tr>${["order", ...HEADS[kind], "reason"].map((head) => html`<th>${head}</th>`)}</tr></thead>
      <tbody>
        ${messages.map(
          (message) => html`
            <tr key=${message.messageId}>
              <td class="mono" title=${message.orderId}>${message.orderId?.slice(0, 8) ?? "none"}</td>
              ${CELLS[kind](message).map((cell) => html`<td>${cell}</td>`)}
              <td>${message.reason ?? "–"}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  </div>
`;
