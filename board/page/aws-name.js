import { html, useState } from "/vendor/preact.js";
import { Button } from "./controls.js";

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
export const AwsName = ({ title, aws, command }) => {
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
