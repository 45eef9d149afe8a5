import { html, useLayoutEffect, useRef, useState } from "/vendor/preact.js";
import { cupCount } from "./cup-count.js";
import { counted } from "./figures.js";

const CUP_PX = 20;

const row = (count, kind) =>
  Array.from({ length: count }, (_, place) => html`<span key=${kind + place} class="cup ${kind}" />`);

/** The queue as cups: dashed ones are in hand, filled ones wait, and a stack stands for the rest. */
export const Cups = ({ waiting, inHand }) => {
  const box = useRef();
  const [columns, setColumns] = useState(16);
  useLayoutEffect(() => {
    const measure = () => setColumns(Math.max(6, Math.floor((box.current.clientWidth + 4) / CUP_PX)));
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const known = waiting !== undefined;
  const { hand, full, more } = cupCount(waiting ?? 0, inHand ?? 0, columns);
  return html`
    <div class="cups" ref=${box} role="img" aria-label=${known ? `${counted(waiting, "cup")} waiting, ${inHand} in hand` : "Nothing yet"}>
      ${row(hand, "hand")}${row(full, "full")}
      ${more > 0 && html`<span class="stack" key="more"><span class="cup full" />+${more}</span>`}
      ${known && waiting + inHand === 0 && html`<span class="empty" key="none">Nobody is waiting.</span>`}
    </div>
  `;
};
