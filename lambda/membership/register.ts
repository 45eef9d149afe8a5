import type { Filter, FilterScope } from "../contacts/filter-policy";
import type { Newsletter } from "../messages/newsletter-issue";
import type { Contact } from "./contact";

/** A filter as the register holds it: settings may have written one that nobody could ask for here. */
export interface StoredFilter {
  readonly scope: FilterScope;
  readonly policy: unknown;
}

/** One newsletter that comes, or is to come, to one address. */
export type Subscription =
  | {
      readonly status: "confirmed";
      readonly arn: string;
      /** Null is every issue. */
      readonly filter: StoredFilter | null;
    }
  /** The owner of the address has not confirmed yet. Until then nobody can see its filter, change it or take it away. */
  | { readonly status: "pending" };

/** Who is subscribed to what, whoever subscribed them: the settings or the customers themselves. */
export interface Register {
  /**
   * Finds the subscription of an address to a newsletter; undefined when there is none, `out of sight` when so many
   * subscribe that not all of them could be looked through.
   */
  find(newsletter: Newsletter, contact: Contact): Promise<Subscription | "out of sight" | undefined>;
  /**
   * Subscribes an address, or asks its owner for the confirmation once more.
   *
   * @throws SubscriptionRefused
   */
  subscribe(newsletter: Newsletter, contact: Contact, filter: Filter | null): Promise<Subscription["status"]>;
  /**
   * Gives a subscription another filter.
   *
   * @throws SubscriptionRefused
   */
  changeFilter(arn: string, from: StoredFilter | null, to: Filter | null): Promise<void>;
  /** Ends a subscription; false when it had ended before. */
  unsubscribe(arn: string): Promise<boolean>;
  /** Whether the owner of a phone number told the carrier to stop. */
  hasOptedOut(phoneNumber: string): Promise<boolean>;
}

/** What was wrong with a subscription in the eyes of Amazon SNS. */
export type RefusedBecause = "endpoint" | "filter" | "exists with another filter";

/** Thrown when a subscription is refused for what it is; asking again changes nothing. */
export class SubscriptionRefused extends Error {
  override readonly name = "SubscriptionRefused";

  constructor(readonly because: RefusedBecause) {
    super(because);
  }
}
