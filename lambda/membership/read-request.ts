import type { ContactRules } from "../contacts/contact-rules";
import { missedRoute, type Refusal, readJsonBody, refuse, refuseFaults, type WebRequest } from "../messaging/http";
import type { Parsed } from "../messaging/parse";
import { readList, readSubscribe, readUnsubscribe, type Wish } from "./read-wish";

/** A request to the membership desk. */
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
): { readonly wish: Wish } | { readonly refusal: Refusal } => {
  if (!/^\/subscriptions\/?$/.test(request.path)) return { refusal: refuse(404, `no such place (${ROUTE.hint.path})`) };
  const missed = missedRoute(request, ROUTE);
  if (missed) return { refusal: missed };
  if (request.method === "GET") return wishOf(readList(Object.fromEntries(new URLSearchParams(request.query))));
  const body = readJsonBody(request, { maxBytes: MAX_BODY_BYTES, example: EXAMPLE });
  if ("refusal" in body) return body;
  const given = body.json;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { refusal: refuse(400, `must be ${EXAMPLE}`) };
  }
  return wishOf(request.method === "POST" ? readSubscribe(given, rules) : readUnsubscribe(given));
};

const wishOf = (parsed: Parsed<Wish>) =>
  parsed.ok ? { wish: parsed.value } : { refusal: refuseFaults(parsed.faults) };
