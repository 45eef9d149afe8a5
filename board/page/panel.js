import { html, useState } from "/vendor/preact.js";
import { Button } from "./controls.js";
import { useShop } from "./shop.js";
import { digitGroups } from "./wording.js";

const Command = ({ title, command }) => {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(command).then(() => setCopied(true));
  return html`
    <p><b>${title}</b> with the AWS CLI</p>
    <pre tabindex="0">${command}</pre>
    <p class="buttons"><${Button} onClick=${copy}>${copied ? "Copied" : "Copy"}<//></p>
  `;
};

/** What AWS calls a place, and on demand the AWS command that shows the same. */
const AwsName = ({ title, aws, command }) => {
  const [open, setOpen] = useState(false);
  const id = `aws-${title.replace(" ", "-")}`;
  const onToggle = ({ newState }) => setOpen(newState === "open");
  return html`
    <button type="button" class="aws" popovertarget=${id} aria-label="${aws}: AWS command">${aws}</button>
    <div class="popover" id=${id} popover="auto" onToggle=${onToggle} role="dialog" aria-label="${title} with the AWS CLI">
      ${open && html`<${Command} title=${title} command=${command} />`}
    </div>
  `;
};

/** A place in the shop: its shop word, the AWS word or a `sub` title under it, something `aside`. */
export const Panel = ({ title, place = "", sub = "", kind = "", aside = null, children }) => {
  const aws = useShop().state?.places[place];
  return html`
    <section class="panel ${kind}" aria-label=${title}>
      <div class="panel-head">
        <div>
          <h2>${title}</h2>
          ${aws ? html`<${AwsName} title=${title} ...${aws} />` : html`<p class="sub">${sub || " "}</p>`}
        </div>
        ${aside}
      </div>
      ${children}
    </section>
  `;
};

/** A whole number, grouped for the eye only: its text is the plain number. */
export const Digits = ({ value, testid = null, kind = "" }) =>
  html`<span class="digits ${kind}" data-testid=${testid}
    >${value == null ? "–" : digitGroups(value).map((group) => html`<span>${group}</span>`)}</span
  >`;

export const fact = (what, figure, kind = "") => html`<div><dt>${what}</dt><dd class=${kind}>${figure}</dd></div>`;
