import { html } from "/vendor/preact.js";
import { act } from "./actions.js";
import { ActionButton, Outcome, useAction } from "./controls.js";
import { Form, options, useFields } from "./form.js";
import { NEWSLETTERS, WAYS } from "./newsletters.js";
import { Panel } from "./panel.js";

const subscribedWords = ({ subscription: { newsletter, protocol, status }, changed }) => {
  const waiting = status === "pending" ? " Nothing is sent before the owner of the address confirms." : "";
  return `${changed ? "Subscribed" : "Unchanged"}: ${newsletter} by ${protocol}, ${status}.${waiting}`;
};

const unsubscribedWords = ({ removed }) => (removed ? "Unsubscribed." : "There was no such subscription.");

/** Who is to get which newsletter from now on. */
export const MembershipForm = ({ onChanged }) => {
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
