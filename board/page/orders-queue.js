import { html, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { Button } from "./controls.js";
import { Digits, fact, Panel } from "./panel.js";
import { PeekDialog } from "./queue-dialogs.js";
import { useShop } from "./shop.js";
import { counted, duration, rate } from "./wording.js";

/** Rows of cups before the rest becomes a stack with a count, which takes the room of some cups. */
const ROWS = 3;
const STACK_CUPS = 4;

/** How a queue is drawn: cups in flight first, the oldest, then waiting ones, and what does not fit as a number. */
export const cupCount = (waiting, inHand, columns) => {
  const room = ROWS * columns;
  const all = waiting + inHand;
  const drawn = all <= room ? all : room - STACK_CUPS;
  const inFlight = Math.min(inHand, drawn);
  return { inFlight, full: Math.min(waiting, drawn - inFlight), more: all - drawn };
};

const CUP_PX = 20;

const row = (count, kind) =>
  Array.from({ length: count }, (_, place) => html`<span key=${kind + place} class="cup ${kind}" />`);

/** The queue as cups: dashed ones are in flight, filled ones wait, and a stack stands for the rest. */
const Cups = ({ waiting, inHand }) => {
  const box = useRef();
  const [columns, setColumns] = useState(16);
  useLayoutEffect(() => {
    const measure = () => setColumns(Math.max(6, Math.floor((box.current.clientWidth + 4) / CUP_PX)));
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const known = waiting !== undefined;
  const { inFlight, full, more } = cupCount(waiting ?? 0, inHand ?? 0, columns);
  return html`
    <div class="cups" ref=${box} role="img" aria-label=${known ? `${counted(waiting, "cup")} waiting, ${inHand} in flight` : "Nothing yet"}>
      ${row(inFlight, "in-flight")}${row(full, "full")}
      ${more > 0 && html`<span class="stack" key="more"><span class="cup full" />+${more}</span>`}
      ${known && waiting + inHand === 0 && html`<span class="empty" key="none">Nobody is waiting.</span>`}
    </div>
  `;
};

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
        ${fact(`${about}in flight`, digits(inHand, "in-flight"), "big in-flight")}
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
