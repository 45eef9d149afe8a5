import * as v from "valibot";
import { PROTOCOLS } from "../../lambda/membership/contact";
import { NEWSLETTERS, parseDraft } from "../../lambda/messages/newsletter-issue";
import * as membership from "../../operations/membership";
import { publishIssue } from "../../operations/publish-issue";
import { type ActionContext, ActionRefused, action, flag, inputSchema, oneOf, refusal, text } from "./action";

export const publish = action(v.unknown(), async (given, { shop }) => {
  const draft = parseDraft(given);
  if (!draft.ok) throw new ActionRefused(draft.faults);
  const { audience, issueId, ...issue } = draft.value;
  const optional = { ...(audience !== undefined && { audience }), ...(issueId !== undefined && { issueId }) };
  return publishIssue(shop, { ...issue, ...optional });
});

/** What to subscribe, or to end: what else was said of it then changes nothing. */
const subscription = inputSchema(
  {
    newsletter: oneOf(NEWSLETTERS),
    protocol: oneOf(PROTOCOLS),
    endpoint: v.exactOptional(text),
    /** Instead of an address, which the page is not told: that of this customer in the settings. */
    customer: v.exactOptional(text),
    audience: v.exactOptional(text),
    filter: v.exactOptional(v.unknown()),
    filterScope: v.exactOptional(text),
    resend: v.exactOptional(flag),
  },
  { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" },
);

export const subscribe = action(subscription, ({ customer, endpoint, ...form }, context) => {
  const address = endpoint ?? addressOf(customer, form.protocol, context);
  return done(context, membership.subscribe(context.shop, { ...form, endpoint: address }, context.signal));
});

export const unsubscribe = action(subscription, ({ customer, endpoint, newsletter, protocol }, context) => {
  const address = endpoint ?? addressOf(customer, protocol, context);
  return done(
    context,
    membership.unsubscribe(context.shop, { newsletter, protocol, endpoint: address }, context.signal),
  );
});

const addressOf = (customer: string | undefined, protocol: string, context: ActionContext): string => {
  if (customer === undefined) throw refusal("is missing: an address, or a customer", "endpoint");
  const known = context.addressOf(customer, protocol);
  if (known === undefined) throw refusal(`has no address by ${protocol} in the settings`, "customer");
  return known;
};

const done = async <T>({ onChange }: ActionContext, answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof membership.InputRefused ? new ActionRefused(error.faults) : error;
  } finally {
    onChange();
  }
};
