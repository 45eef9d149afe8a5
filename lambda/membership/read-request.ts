import type { ContactRules } from "../contacts/contact-rules";
import { type Filter, parseFilterInput } from "../contacts/filter-policy";
import { parseWith } from "../messages/fields";
import { NEWSLETTERS, type Newsletter } from "../messages/newsletter-issue";
import { unknownFields } from "../messages/strict-object";
import { missedRoute, type Refusal, readJsonBody, refuse, refuseFaults, type WebRequest } from "../messaging/http";
import { type Parsed, refused } from "../messaging/parse";
import { type Contact, type EndpointSchema, knownEndpoint, newEndpoint, PROTOCOLS, type Protocol } from "./contact";

/** A request to the membership function. */
export interface MembershipRequest extends WebRequest {
  /** What stands behind the question mark. */
  readonly query: string;
}

/** A filter policy of the most combinations fits in; an endpoint is short. */
export const MAX_BODY_BYTES = 16 * 1024;

const ROUTE = {
  path: "/subscriptions",
  methods: ["POST", "DELETE", "GET"],
  hint: { path: "subscriptions are at /subscriptions", method: "POST subscribes, DELETE unsubscribes, GET lists" },
};
const EXAMPLE = 'a subscription such as {"newsletter": "coupons", "protocol": "email", "endpoint": "ada@example.com"}';

/** Reads what is wanted, or says everything that is wrong with it. No fault repeats an address. */
export const readRequest = (
  request: MembershipRequest,
  rules: ContactRules,
): { readonly input: MembershipInput } | { readonly refusal: Refusal } => {
  const missed = missedRoute(request, ROUTE);
  if (missed) return { refusal: missed };
  if (request.method === "GET") return inputOf(readList(readQuery(request.query)));
  const body = readJsonBody(request, { maxBytes: MAX_BODY_BYTES, example: EXAMPLE });
  if ("refusal" in body) return body;
  const given = body.json;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { refusal: refuse(400, `must be ${EXAMPLE}`) };
  }
  return inputOf(request.method === "POST" ? readSubscribe(given, rules) : readUnsubscribe(given));
};

/** A plus is a plus, as in an address or a phone number: nothing that is asked for has blanks, which forms write so. */
const readQuery = (query: string): Given => Object.fromEntries(new URLSearchParams(query.replaceAll("+", "%2B")));

const inputOf = (parsed: Parsed<MembershipInput>) =>
  parsed.ok ? { input: parsed.value } : { refusal: refuseFaults(parsed.faults) };

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

/** What a customer wants of the membership function. */
export type MembershipInput = Subscribe | Unsubscribe | List;

/** What may be given. A field too many is refused where it would change what comes: to subscribe, not to leave. */
const FIELDS = ["newsletter", "protocol", "endpoint", "audience", "filter", "filterScope", "resend"] as const;

/** An object as it came. */
type Given = { readonly [name in (typeof FIELDS)[number]]?: unknown };

const readSubscribe = (given: Given, rules: ContactRules): Parsed<Subscribe> => {
  const newsletter = readNewsletter(given);
  const contact = readContact(given, newEndpoint(rules));
  const filter = parseFilterInput(given, contact.ok ? contact.value.protocol : "");
  const resend = readResend(given);
  const unknown = unknownFields(given, FIELDS);
  if (newsletter.ok && contact.ok && filter.ok && resend.ok && unknown.length === 0) {
    const value = { newsletter: newsletter.value, contact: contact.value, filter: filter.value, resend: resend.value };
    return { ok: true, value: { action: "subscribe", ...value } };
  }
  return faultsOf(newsletter, contact, filter, resend, { ok: false, faults: unknown });
};

const readUnsubscribe = (given: Given): Parsed<Unsubscribe> => {
  const newsletter = readNewsletter(given);
  const contact = readContact(given, knownEndpoint);
  if (!newsletter.ok || !contact.ok) return faultsOf(newsletter, contact);
  return { ok: true, value: { action: "unsubscribe", newsletter: newsletter.value, contact: contact.value } };
};

const readList = (given: Given): Parsed<List> => {
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
