import { html, useEffect, useState } from "/vendor/preact.js";
import { ask } from "./actions.js";
import { Inboxes } from "./inboxes.js";
import { IssueForm } from "./issue-form.js";
import { MembershipForm } from "./membership-form.js";
import { useShop } from "./shop-context.js";

/** The newsletters: written on the left, received on the right. */
export const NewslettersPage = () => {
  const isOpen = useShop().state !== undefined;
  const [found, setFound] = useState({ subscriptions: [], problem: "" });
  const look = async () => {
    const outcome = await ask("/api/subscriptions");
    if (outcome.ok) setFound({ subscriptions: outcome.result, problem: "" });
    else setFound({ subscriptions: [], problem: `Who is subscribed cannot be read: ${outcome.error}` });
  };
  useEffect(() => void (isOpen && look()), [isOpen]);
  return html`
    <section aria-label="Newsletters">
      <h1>Newsletters</h1>
      <p class="lead">Three topics, so that everybody gets what they asked for and nothing else. Publish once, and watch whom it reaches.</p>
      <div class="newsletters">
        <div class="stacked">
          <${IssueForm} subscriptions=${found.subscriptions} />
          <${MembershipForm} onChanged=${look} />
        </div>
        <${Inboxes} ...${found} />
      </div>
    </section>
  `;
};
