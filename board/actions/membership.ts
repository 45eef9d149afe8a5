import * as v from "valibot";
import { PROTOCOLS } from "../../lambda/membership/contact";
import { NEWSLETTERS } from "../../lambda/messages/newsletter-issue";
import { refused } from "../../lambda/messaging/parse";
import { subscribe as ask, InputRefused, unsubscribe as leave, type Membership } from "../../operations/membership";
import { ActionRefused, action, type Workplace } from "./action";
import { oneOf, text, wishOf } from "./wishes";

const member = {
  newsletter: oneOf(NEWSLETTERS),
  protocol: oneOf(PROTOCOLS),
  endpoint: v.exactOptional(text),
  /** Instead of an address, which the page is not told: that of this customer in the settings. */
  customer: v.exactOptional(text),
};

const EXAMPLE = { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" };

/** A newsletter to an address, or another filter for it. */
export const subscribe = action(
  wishOf(
    {
      ...member,
      audience: v.exactOptional(text),
      filter: v.exactOptional(v.unknown()),
      filterScope: v.exactOptional(text),
      resend: v.exactOptional(v.boolean("must be true or false")),
    },
    EXAMPLE,
  ),
  ({ customer, endpoint, ...wish }, at) =>
    done(at, ask(at.shop, { ...wish, ...membershipOf({ ...wish, customer, endpoint }, at) }, at.signal)),
);

/** No more issues to an address. */
export const unsubscribe = action(wishOf(member, EXAMPLE), (wish, at) =>
  done(at, leave(at.shop, membershipOf(wish, at), at.signal)),
);

interface Wish extends Omit<Membership, "endpoint"> {
  readonly endpoint?: string | undefined;
  readonly customer?: string | undefined;
}

const membershipOf = ({ newsletter, protocol, endpoint, customer }: Wish, at: Workplace): Membership => {
  if (endpoint !== undefined) return { newsletter, protocol, endpoint };
  if (customer === undefined)
    throw new ActionRefused(refused("is missing: an address, or a customer", "endpoint").faults);
  const known = at.addressOf(customer, protocol);
  if (known !== undefined) return { newsletter, protocol, endpoint: known };
  throw new ActionRefused(refused(`has no address by ${protocol} in the settings`, "customer").faults);
};

const done = async <T>({ onChange }: Workplace, answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof InputRefused ? new ActionRefused(error.faults) : error;
  } finally {
    onChange();
  }
};
