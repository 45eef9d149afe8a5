import { html, useEffect, useState } from "/vendor/preact.js";
import { act, ask, useAction } from "./actions.js";
import { NEWSLETTERS, SAMPLES, WAYS } from "./choices.js";
import { ActionButton, Form, Outcome, options, useFields } from "./controls.js";
import { Inboxes } from "./inboxes.js";
import { Panel } from "./panel.js";
import { useShop } from "./shop.js";
import { counted } from "./wording.js";

/** How an issue goes out as one SMS: the editor counts and cuts it, so the board is asked once the typing pauses. */
const useSms = ({ subject, text }) => {
  const [sms, setSms] = useState(undefined);
  useEffect(() => {
    const timer = setTimeout(async () => {
      const outcome = await ask(`/api/sms?${new URLSearchParams({ subject, text })}`);
      setSms(outcome.ok ? outcome.result : undefined);
    }, 300);
    return () => clearTimeout(timer);
  }, [subject, text]);
  return sms;
};

const IssueForm = ({ subscriptions }) => {
  const { fields: issue, setFields, field } = useFields({ newsletter: "trivia", ...SAMPLES.trivia });
  const publish = useAction(
    () => act("publish", issue),
    ({ issueId }) => `Published once, as issue ${issueId.slice(0, 8)}. The inboxes show whom it reaches.`,
  );
  // What was not changed by hand changes with the newsletter.
  const choose = (newsletter) => {
    const { subject, text } = SAMPLES[issue.newsletter];
    const isSample = issue.subject === subject && issue.text === text;
    setFields({ ...issue, newsletter, ...(isSample && SAMPLES[newsletter]) });
  };
  const choice = ([name = "", title]) => html`
    <label class="choice">
      <input type="radio" name="newsletter" checked=${issue.newsletter === name} onChange=${() => choose(name)} />
      ${title} <small>${counted(subscriptions.filter(({ newsletter }) => newsletter === name).length, "subscription")}</small>
    </label>
  `;
  const sms = useSms(issue);
  return html`
    <${Panel} title="Write an issue" sub="SNS · Publish">
      <${Form} onSubmit=${publish.start}>
        <fieldset><legend>Newsletter</legend>${NEWSLETTERS.map(choice)}</fieldset>
        <label>Subject <input required maxlength="99" ...${field("subject", publish)} /></label>
        <label>Text <textarea required rows="3" ...${field("text", publish)} /></label>
        <p class="note" title=${sms?.text}>
          ${sms && `One SMS${sms.isCut ? ", cut" : ""}: ${sms.units} of ${sms.limit} characters (${sms.alphabet}), subject and all.`}
        </p>
        <${ActionButton} label="Publish" action=${publish} kind="main" hint="publish" submit="publish" />
        <${Outcome} of=${[publish]} />
      <//>
    <//>
  `;
};

const subscribedWords = ({ subscription: { newsletter, protocol, status }, changed }) => {
  const waiting = status === "pending" ? " Nothing is sent before the owner of the address confirms." : "";
  return `${changed ? "Subscribed" : "Unchanged"}: ${newsletter} by ${protocol}, ${status}.${waiting}`;
};

const unsubscribedWords = ({ removed }) => (removed ? "Unsubscribed." : "There was no such subscription.");

const MembershipForm = ({ onChanged }) => {
  const { fields, field } = useFields({ newsletter: "coupons", protocol: "email", endpoint: "" });
  const change = async (name) => {
    const outcome = await act(name, fields);
    if (outcome.ok) onChanged();
    return outcome;
  };
  const subscribe = useAction(() => change("subscribe"), subscribedWords);
  const unsubscribe = useAction(() => change("unsubscribe"), unsubscribedWords);
  const submit = (pressed) => {
    const [asked, other] = pressed === "unsubscribe" ? [unsubscribe, subscribe] : [subscribe, unsubscribe];
    other.clear();
    asked.start();
  };
  const [, , example] = WAYS.find(([protocol]) => protocol === fields.protocol) ?? [];
  return html`
    <${Panel} title="Subscribe and unsubscribe" sub="SNS · Subscribe, Unsubscribe">
      <${Form} onSubmit=${submit}>
        <div class="pair">
          <label>Newsletter <select ...${field("newsletter")}>${options(NEWSLETTERS)}</select></label>
          <label>By <select ...${field("protocol")}>${options(WAYS)}</select></label>
        </div>
        <label>Address <input required placeholder=${example} ...${field("endpoint", subscribe)} /></label>
        <p class="buttons">
          <${ActionButton} label="Subscribe" action=${subscribe} submit="subscribe" />
          <${ActionButton} label="Unsubscribe" action=${unsubscribe} submit="unsubscribe" />
        </p>
        <${Outcome} of=${[subscribe, unsubscribe]} />
      <//>
    <//>
  `;
};

export const NewslettersPage = () => {
  const isOpen = useShop().state !== undefined;
  const [found, setFound] = useState({ subscriptions: [], problem: "" });
  const load = async () => {
    const outcome = await ask("/api/subscriptions");
    if (outcome.ok) setFound({ subscriptions: outcome.result, problem: "" });
    else setFound({ subscriptions: [], problem: `Who is subscribed cannot be read: ${outcome.error}` });
  };
  useEffect(() => void (isOpen && load()), [isOpen]);
  return html`
    <section aria-label="Newsletters">
      <h1>Newsletters</h1>
      <p class="lead">Three topics, so that everybody gets what they asked for and nothing else. Publish once, and watch whom it reaches.</p>
      <div class="newsletters">
        <div class="stacked">
          <${IssueForm} subscriptions=${found.subscriptions} />
          <${MembershipForm} onChanged=${load} />
        </div>
        <${Inboxes} ...${found} />
      </div>
    </section>
  `;
};
