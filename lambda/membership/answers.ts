import type { Newsletter } from "../messages/newsletter-issue";
import type { Answer, Refusal } from "../messaging/http";
import type { Fault } from "../messaging/parse";
import type { Protocol } from "./contact";
import type { RefusedBecause, StoredFilter, Subscription } from "./register";

export type MembershipAnswer = Answer<200 | 201 | 409 | 503 | Refusal["status"]>;

/** How long a customer who got a 503 should wait before asking again. */
const RETRY_AFTER_SECONDS = "2";

export const NOT_CHANGED = "the subscription was not changed";

/** What may be told of a subscription. */
export interface Shown {
  readonly status: Subscription["status"];
  /** Left out when it is not known: that of a subscription that is pending. */
  readonly filter?: StoredFilter | null;
}

/** One subscription as it is told. */
export const describe = (newsletter: Newsletter, protocol: Protocol, { status, filter }: Shown) => ({
  newsletter,
  protocol,
  status,
  ...(filter !== undefined && { filter: filter === null ? null : filter.policy }),
  ...(filter && { filterScope: filter.scope }),
});

export const answer = (status: 200 | 201, body: unknown): MembershipAnswer => ({ status, headers: {}, body });

const conflict = (fault: Fault): MembershipAnswer => ({
  status: 409,
  headers: {},
  body: { error: NOT_CHANGED, faults: [fault] },
});

/** The owner of the phone told the carrier to stop. */
export const OPTED_OUT = conflict({
  path: "endpoint",
  message: "has opted out of SMS: the shop respects that, and opts nobody in again",
});

const REFUSED: Readonly<Record<RefusedBecause, Fault>> = {
  endpoint: { path: "endpoint", message: "is not accepted by Amazon SNS" },
  filter: { path: "filter", message: "is not accepted by Amazon SNS" },
  "exists with another filter": {
    path: "filter",
    message: "differs from the one that was asked for before: ask again, or if it is pending, once it is confirmed",
  },
};

/** What Amazon SNS did not accept. */
export const refused = (because: RefusedBecause): MembershipAnswer => {
  const fault = REFUSED[because];
  if (because === "exists with another filter") return conflict(fault);
  return { status: 400, headers: {}, body: { error: NOT_CHANGED, faults: [fault] } };
};

/** The register did not answer; nothing speaks against asking again. */
export const later = (): MembershipAnswer => ({
  status: 503,
  headers: { "retry-after": RETRY_AFTER_SECONDS },
  body: { error: "the register of subscribers did not answer" },
});

/** Asking again is of no use: no `retry-after`. */
export const outOfSight = (): MembershipAnswer => ({
  status: 503,
  headers: {},
  body: { error: "the newsletter has more subscribers than can be looked through" },
});
