import { html, useEffect, useRef } from "/vendor/preact.js";
import { Button } from "./controls.js";

/** Something to look at or decide first. Escape closes it, and the focus returns to where it was. */
export const Dialog = ({ title, onClose, kind = "", children }) => {
  const dialog = useRef();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown.showModal();
    return () => {
      shown.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  // Its body fills it: a click on the dialog itself is one beside it.
  const onClick = ({ target }) => target === dialog.current && onClose();
  return html`
    <dialog ref=${dialog} class=${kind} aria-label=${title} onClose=${() => dialog.current?.isConnected && onClose()} onClick=${onClick}>
      <div class="dialog-body">
        <div class="panel-head">
          <h2>${title}</h2>
          <${Button} kind="plain small" onClick=${onClose}>Close<//>
        </div>
        ${children}
      </div>
    </dialog>
  `;
};
