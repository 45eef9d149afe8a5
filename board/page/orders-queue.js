import { html, useState } from "/vendor/preact.js";
import { Button } from "./controls.js";
import { Cups } from "./cups.js";
import { duration, rate } from "./figures.js";
import { Digits, fact, Panel } from "./panel.js";
import { PeekDialog } from "./peek-dialog.js";
import { useShop } from "./shop-context.js";

/** From here on an age is also told in minutes. */
const LONG_SECONDS = 100;

const digits = (value, testid) => html`<${Digits} value=${value} testid=${testid} />`;

export const OrdersQueue = () => {
  const { state, mayChange } = useShop();
  const [peeking, setPeeking] = useState(false);
  const { waiting, inHand, oldestAgeSeconds: oldest, inPerSecond, outPerSecond, secondsToDrain } = state?.orders ?? {};
  const about = state?.target === "aws" ? "approximately " : "";
  const age = Number(oldest) >= LONG_SECONDS ? `, ${duration(oldest)}` : "";
  const peek = html`<${Button} kind="plain small" disabled=${!state || !mayChange} aria-label="Peek at waiting orders" onClick=${() => setPeeking(true)}>Peek<//>`;
  return html`
    <${Panel} title="Orders queue" place="orders" kind="queue" aside=${peek}>
      <dl class="figures">
        ${fact(`${about}waiting`, digits(waiting, "waiting"), "huge waiting")}
        ${fact(`${about}in hand`, digits(inHand, "in-hand"), "big hand")}
        ${fact(`oldest${age}`, [digits(oldest, "oldest-age"), oldest == null ? "" : " s"], "big")}
      </dl>
      <${Cups} waiting=${waiting} inHand=${inHand} />
      <dl class="foot">
        ${fact("in", rate(inPerSecond))}${fact("out", rate(outPerSecond))}${fact("to drain", duration(secondsToDrain))}
      </dl>
      ${peeking && html`<${PeekDialog} queue="orders" onClose=${() => setPeeking(false)} />`}
    <//>
  `;
};
