import { html } from "/vendor/preact.js";
import { act } from "./actions.js";
import { ActionButton, Outcome, useAction } from "./controls.js";
import { counted } from "./figures.js";
import { Form, useFields } from "./form.js";
import { NEWSLETTERS, SAMPLES } from "./newsletters.js";
import { Panel } from "./panel.js";

/** What an SMS holds; the editor cuts what is longer. */
const ONE_SMS = 160;

/** An issue to be written. */
export const IssueForm = ({ subscriptions }) => {
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
  const { length } = issue.text;
  return html`
    <${Panel} title="Write an issue" sub="SNS · Publish">
      <${Form} onSubmit=${publish.start}>
        <fieldset><legend>Newsletter</legend>${NEWSLETTERS.map(choice)}</fieldset>
        <label>Subject <input required maxlength="99" ...${field("subject", publish)} /></label>
        <label>Text <textarea required rows="3" ...${field("text", publish)} /></label>
        <p class="note">${length} characters, an SMS ${length > ONE_SMS ? "is cut to" : "holds"} ${ONE_SMS}.</p>
        <${ActionButton} label="Publish" action=${publish} kind="main" hint="publish" submit="publish" />
        <${Outcome} of=${[publish]} />
      <//>
    <//>
  `;
};
