import type { ContactRules } from "../contacts/contact-rules";
import { parseFilterInput } from "../contacts/filter-input";
import type { Filter } from "../contacts/filter-policy";
import { parseWith } from "../messages/fields";
import { NEWSLETTERS, type Newsletter } from "../messages/newsletter-issue";
import { type Parsed, refused } from "../messaging/parse";
import { type Contact, type EndpointSchema, knownEndpoint, newEndpoint, PROTOCOLS, type Protocol } from "./contact";

/** A newsletter to come to an address. */
export interface Subscribe {
  readonly action: "subscribe";
  readonly newsletter: Newsletter;
  readonly contact: Contact;
  /** Null is every issue. */
  readonly filter: Filter | null;
  /** Whether a confirmation that is still awaited is to be asked for once more. */
  readonly resend: boolean;
}

/** A newsletter to come no longer. */
export interface Unsubscribe {
  readonly action: "unsubscribe";
  readonly newsletter: Newsletter;
  readonly contact: Contact;
}

/** What does come to an address. */
export interface List {
  readonly action: "list";
  readonly contact: Contact;
}

/** What a customer wants of the membership desk. */
export type Wish = Subscribe | Unsubscribe | List;

/** An object as it came. Fields that mean nothing here are passed over. */
export interface Given {
  readonly newsletter?: unknown;
  readonly protocol?: unknown;
  readonly endpoint?: unknown;
  readonly audience?: unknown;
  readonly filter?: unknown;
  readonly filterScope?: unknown;
  readonly resend?: unknown;
}

export const readSubscribe = (given: Given, rules: ContactRules): Parsed<Subscribe> => {
  const newsletter = readNewsletter(given);
  const contact = readContact(given, newEndpoint(rules));
  const filter = parseFilterInput(given, contact.ok ? contact.value.protocol : "");
  const resend = readResend(given);
  if (newsletter.ok && contact.ok && filter.ok && resend.ok) {
    const value = { newsletter: newsletter.value, contact: contact.value, filter: filter.value, resend: resend.value };
    return { ok: true, value: { action: "subscribe", ...value } };
  }
  return faultsOf(newsletter, contact, filter, resend);
};

export const readUnsubscribe = (given: Given): Parsed<Unsubscribe> => {
  const newsletter = readNewsletter(given);
  const contact = readContact(given, knownEndpoint);
  if (!newsletter.ok || !contact.ok) return faultsOf(newsletter, contact);
  return { ok: true, value: { action: "unsubscribe", newsletter: newsletter.value, contact: contact.value } };
};

export const readList = (given: Given): Parsed<List> => {
  const contact = readContact(given, knownEndpoint);
  return contact.ok ? { ok: true, value: { action: "list", contact: contact.value } } : contact;
};

const readNewsletter = ({ newsletter }: Given): Parsed<Newsletter> => {
  const value = NEWSLETTERS.find((one) => one === newsletter);
  return value === undefined ? refused(`must be one of: ${NEWSLETTERS.join(", ")}`, "newsletter") : { ok: true, value };
};

const readContact = (
  { protocol: given, endpoint }: Given,
  schemaOf: (protocol: Protocol) => EndpointSchema,
): Parsed<Contact> => {
  const protocol = PROTOCOLS.find((one) => one === given);
  if (protocol === undefined) return refused(`must be one of: ${PROTOCOLS.join(", ")}`, "protocol");
  const parsed = parseWith(schemaOf(protocol), endpoint, "endpoint");
  return parsed.ok ? { ok: true, value: { protocol, endpoint: parsed.value } } : parsed;
};

const readResend = ({ resend = false }: Given): Parsed<boolean> =>
  typeof resend === "boolean" ? { ok: true, value: resend } : refused("must be true or false", "resend");

const faultsOf = (...parsed: readonly Parsed<unknown>[]) => ({
  ok: false as const,
  faults: parsed.flatMap((one) => (one.ok ? [] : one.faults)),
});
