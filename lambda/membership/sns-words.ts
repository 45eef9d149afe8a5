import type { FilterScope } from "../contacts/filter-policy";
import { parseJson } from "../messaging/parse";
import { type StoredFilter, SubscriptionRefused } from "./register";

type Attributes = Readonly<Record<string, string>>;

/** Lets every issue through, as Amazon SNS keeps a filter that was taken away. */
export const NO_FILTER = "{}";

export const SCOPES: Readonly<Record<FilterScope, string>> = { attributes: "MessageAttributes", body: "MessageBody" };

/** While a confirmation is awaited, words stand in place of the ARN. */
export const isArn = (text: string): boolean => text.startsWith("arn:");

export const isPending = (attributes: Attributes): boolean => attributes["PendingConfirmation"] === "true";

/** The filter among the attributes of a subscription; null when every issue is delivered. */
export const storedFilter = (attributes: Attributes): StoredFilter | null => {
  const { FilterPolicy = NO_FILTER, FilterPolicyScope = SCOPES.attributes } = attributes;
  if (FilterPolicy === "" || FilterPolicy === NO_FILTER) return null;
  const policy = parseJson(FilterPolicy);
  return {
    scope: FilterPolicyScope === SCOPES.body ? "body" : "attributes",
    policy: policy.ok ? policy.value : FilterPolicy,
  };
};

/**
 * Tells a subscription that Amazon SNS refuses from one it could not take. Its words can quote the address, so that
 * they are not passed on.
 *
 * @throws SubscriptionRefused for what is refused, any other error as it came
 */
export const refusal = (error: unknown): never => {
  if (!(error instanceof Error) || !error.name.startsWith("InvalidParameter")) throw error;
  if (/already exists with different attributes/i.test(error.message)) {
    throw new SubscriptionRefused("exists with another filter");
  }
  throw new SubscriptionRefused(/filter ?policy/i.test(error.message) ? "filter" : "endpoint");
};
