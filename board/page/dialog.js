import { html, useEffect, useRef } from "/vendor/preact.js";
import { Button } from "./controls.js";

/** Something to look at or decide first. Escape closes it, and the focus returns to where it was, or to the panel when `done`. */
export const Dialog = ({ title, onClose, kind = "", done = false, children }) => {
  const dialog = useRef();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    const panel = shown.parentElement.closest("section");
    shown.showModal();
    return () => {
      shown.close();
      // A disabled button takes no focus.
      if (shown.dataset.done || !(before instanceof HTMLElement)) {
        panel.tabIndex = -1;
        panel.focus();
      } else before.focus();
    };
  }, []);
  // Its body fills it: a click on the dialog itself is one beside it.
  const onClick = ({ target }) => target === dialog.current && onClose();
  return html`
    <dialog ref=${dialog} data-done=${done || null} class=${kind} aria-label=${title} onClose=${() => dialog.current?.isConnected && onClose()} onClick=${onClick}>
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
