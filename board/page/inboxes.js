import { html } from "/vendor/preact.js";
import { WAYS } from "./choices.js";
import { useShop } from "./shop.js";
import { ago } from "./wording.js";

const LIT_MS = 6_000;

const SHOWN = 5;

const ARCHIVES = { couponsArchive: "coupons", triviaArchive: "trivia", productUpdatesArchive: "product-updates" };

const wayOf = (protocol) => WAYS.find(([name]) => name === protocol)?.[1];

const line = (way, what, text, when, lit = false, key = what) => html`
  <li key=${key} class=${lit ? "lit" : ""}>
    <span class="way">${way}</span>
    <span class="what"><b>${what}</b> ${text}</span>
    <span class="when">${when}</span>
  </li>
`;

const chip = ({ newsletter, protocol, status, filter }) =>
  html`<span class="chip">${newsletter} <b>${wayOf(protocol)}</b>${status === "pending" && " · pending"}${filter && " · filtered"}</span>`;

const CustomerInbox = ({ customer, subscriptions, messages }) => {
  const { now } = useShop();
  const isFresh = ({ receivedAt }) => now - Date.parse(receivedAt) < LIT_MS;
  const fresh = messages.filter(isFresh).length;
  const title = customer === null ? "Other addresses" : `Customer ${customer}`;
  const arrived = (message) => {
    const { id, protocol, newsletter, subject, text, receivedAt } = message;
    const what = newsletter ? [newsletter, subject].filter(Boolean).join(" · ") : "order ready";
    return line(wayOf(protocol), what, text, ago(receivedAt, now), isFresh(message), id);
  };
  return html`
    <section class="panel ${fresh > 0 ? "lit" : ""}" aria-label="Inbox: ${title}">
      <div class="panel-head"><h2>${title}</h2>${fresh > 0 && html`<span class="pill ready">${fresh} new</span>`}</div>
      <p class="chips">${subscriptions.map(chip)}</p>
      ${messages.length === 0 && html`<p class="empty">Nothing arrived yet.</p>`}
      <ol class="lines">${messages.slice(0, SHOWN).map(arrived)}</ol>
    </section>
  `;
};

export const Inboxes = ({ subscriptions, problem }) => {
  const { state } = useShop();
  const messages = state?.inbox.newest ?? [];
  const personal = subscriptions.filter(({ protocol }) => wayOf(protocol));
  const customers = [...new Set([...personal, ...messages].map(({ customer }) => customer))];
  const inbox = (customer) => {
    const [subscribed, received] = [personal, messages].map((all) => all.filter((one) => one.customer === customer));
    return html`<${CustomerInbox} key=${customer} customer=${customer} subscriptions=${subscribed} messages=${received} />`;
  };
  const archive = ([queue, newsletter]) => {
    const kept = state?.queues.find(({ name }) => name === queue)?.waiting ?? "–";
    return line("queue", newsletter, "archive", `${kept} kept`);
  };
  const readers = subscriptions.filter(({ protocol }) => protocol === "lambda");
  return html`
    <div class="inboxes">
      ${problem && html`<p class="outcome bad">${problem}</p>`}
      ${state?.target === "aws" && html`<p class="note">On AWS messages go to real mailboxes and phones, which nobody can look into from here.</p>`}
      ${customers.sort().map(inbox)}
      <section class="panel" aria-label="Inbox: the shop itself">
        <h2>The shop itself</h2>
        <ol class="lines">
          ${Object.entries(ARCHIVES).map(archive)}
          ${readers.map(({ newsletter, status }) => line("function", newsletter, "reader", status))}
        </ol>
      </section>
    </div>
  `;
};
