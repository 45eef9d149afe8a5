import { html } from "/vendor/preact.js";
import { AwsName } from "./aws-name.js";
import { digitGroups } from "./figures.js";
import { useShop } from "./shop-context.js";

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
