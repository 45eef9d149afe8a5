import { isDeepStrictEqual } from "node:util";
import type { ContactRules } from "../contacts/contact-rules";
import { NEWSLETTERS } from "../messages/newsletter-issue";
import { refusalAnswer } from "../messaging/http";
import { errorName, log } from "../messaging/log";
import {
  answer,
  describe,
  later,
  type MembershipAnswer,
  NOT_CHANGED,
  OPTED_OUT,
  outOfSight,
  refused,
  type Shown,
} from "./answers";
import {
  type List,
  type MembershipInput,
  type MembershipRequest,
  readRequest,
  type Subscribe,
  type Unsubscribe,
} from "./read-request";
import { type Register, SubscriptionRefused } from "./register";

/** What the membership function works with. */
export interface MembershipServices {
  readonly register: Register;
  /** Whom the shop may write to. */
  readonly contactRules: ContactRules;
}

/**
 * Subscribes, unsubscribes and lists, for whoever may call: that an address is the caller's own is for the caller to
 * know. No answer and no log line repeats an address.
 *
 * Asking twice is the same as asking once. After a 503 the same request may be made again.
 */
export const serveMember = async (
  request: MembershipRequest,
  services: MembershipServices,
): Promise<MembershipAnswer> => {
  const read = readRequest(request, services.contactRules);
  if ("refusal" in read) return refusalAnswer(read.refusal, NOT_CHANGED);
  try {
    return await fulfil(read.input, services.register);
  } catch (error) {
    if (error instanceof SubscriptionRefused) return refused(error.because);
    log("the register did not answer", { action: read.input.action, reason: errorName(error) });
    return later();
  }
};

const fulfil = (input: MembershipInput, register: Register): Promise<MembershipAnswer> => {
  switch (input.action) {
    case "subscribe":
      return subscribe(input, register);
    case "unsubscribe":
      return unsubscribe(input, register);
    case "list":
      return list(input, register);
  }
};

const subscribe = async (
  { newsletter, contact, filter, resend }: Subscribe,
  register: Register,
): Promise<MembershipAnswer> => {
  if (contact.protocol === "sms" && (await register.hasOptedOut(contact.endpoint))) return OPTED_OUT;
  const found = await register.find(newsletter, contact);
  const shown = (subscription: Shown, changed: boolean) => ({
    subscription: describe(newsletter, contact.protocol, subscription),
    changed,
  });
  if (found === undefined || found === "out of sight") {
    const status = await register.subscribe(newsletter, contact, filter);
    log("subscribed", { newsletter, protocol: contact.protocol, status });
    return answer(201, shown({ status, filter }, true));
  }
  if (found.status === "pending") {
    if (!resend) return answer(200, shown(found, false));
    const status = await register.subscribe(newsletter, contact, filter);
    return answer(200, shown({ status, filter }, false));
  }
  if (isDeepStrictEqual(found.filter, filter)) return answer(200, shown(found, false));
  await register.changeFilter(found.arn, found.filter, filter);
  log("filter changed", { newsletter, protocol: contact.protocol });
  return answer(200, shown({ status: "confirmed", filter }, true));
};

const unsubscribe = async ({ newsletter, contact }: Unsubscribe, register: Register): Promise<MembershipAnswer> => {
  const found = await register.find(newsletter, contact);
  if (found === "out of sight") return outOfSight();
  if (found === undefined) return answer(200, { removed: false });
  if (found.status === "pending") return answer(200, { removed: false, status: "pending" });
  const removed = await register.unsubscribe(found.arn);
  if (removed) log("unsubscribed", { newsletter, protocol: contact.protocol });
  return answer(200, { removed });
};

const list = async ({ contact }: List, register: Register): Promise<MembershipAnswer> => {
  const found = await Promise.all(NEWSLETTERS.map((newsletter) => register.find(newsletter, contact)));
  if (found.includes("out of sight")) return outOfSight();
  const subscriptions = NEWSLETTERS.flatMap((newsletter, place) => {
    const subscription = found[place];
    if (subscription === undefined || subscription === "out of sight") return [];
    return [describe(newsletter, contact.protocol, subscription)];
  });
  return answer(200, { subscriptions });
};
