import {
  CheckIfPhoneNumberIsOptedOutCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { FilterScope } from "../contacts/filter-policy";
import type { Newsletter } from "../messages/newsletter-issue";
import { parseJson } from "../messaging/parse";
import { type Contact, isContact, snsProtocol } from "./contact";
import { type Register, type StoredFilter, SubscriptionRefused } from "./register";

export interface SnsRegisterProps {
  readonly client: SNSClient;
  readonly topicArns: Readonly<Record<Newsletter, string>>;
  /** Takes what Amazon SNS could not deliver. */
  readonly deadLetterQueueArn: string;
  /** Breaks off whatever is still going on. */
  readonly signal: AbortSignal;
}

/** 100 subscriptions each; Amazon SNS allows an account 30 of these requests a second. */
export const MAX_PAGES = 50;

/**
 * The register that Amazon SNS keeps. It can be looked up by topic only, 100 subscriptions at a time: past
 * `MAX_PAGES` of them a shop needs an index of its own.
 *
 * A filter takes up to 15 minutes to have its effect.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 */
export const snsRegister = ({ client, topicArns, deadLetterQueueArn, signal }: SnsRegisterProps): Register => {
  const once = { abortSignal: signal };
  const attributesOf = async (arn: string): Promise<Record<string, string> | undefined> => {
    try {
      const { Attributes = {} } = await client.send(
        new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }),
        once,
      );
      return Attributes;
    } catch (error) {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    }
  };
  const set = async (SubscriptionArn: string, AttributeName: string, AttributeValue: string): Promise<void> => {
    await client.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }), once);
  };
  const arnOf = async (TopicArn: string, contact: Contact): Promise<string | "out of sight" | undefined> => {
    let NextToken: string | undefined;
    for (let page = 1; page <= MAX_PAGES; page++) {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn, ...(NextToken !== undefined && { NextToken }) });
      const reply = await client.send(command, once);
      const listed = reply.Subscriptions?.find((one) => one.SubscriptionArn !== "Deleted" && isContact(contact, one));
      if (listed !== undefined) return listed.SubscriptionArn;
      NextToken = reply.NextToken;
      if (!NextToken) return undefined;
    }
    return "out of sight";
  };

  return {
    find: async (newsletter, contact) => {
      const arn = await arnOf(topicArns[newsletter], contact);
      if (arn === undefined || arn === "out of sight") return arn;
      if (!isArn(arn)) return { status: "pending" };
      const attributes = await attributesOf(arn);
      if (attributes === undefined) return undefined;
      if (isPending(attributes)) return { status: "pending" };
      return { status: "confirmed", arn, filter: storedFilter(attributes) };
    },

    subscribe: async (newsletter, { protocol, endpoint }, filter) => {
      const command = new SubscribeCommand({
        TopicArn: topicArns[newsletter],
        Protocol: snsProtocol(protocol),
        Endpoint: endpoint,
        Attributes: {
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueueArn }),
          ...(filter !== null && {
            FilterPolicyScope: SCOPES[filter.scope],
            FilterPolicy: JSON.stringify(filter.policy),
          }),
        },
      });
      const { SubscriptionArn = "" } = await client.send(command, once).catch(refusal);
      return isArn(SubscriptionArn) ? "confirmed" : "pending";
    },

    changeFilter: async (arn, from, to) => {
      if (to === null) return set(arn, "FilterPolicy", NO_FILTER);
      if (from !== null && from.scope !== to.scope) await set(arn, "FilterPolicy", NO_FILTER);
      if (from?.scope !== to.scope) await set(arn, "FilterPolicyScope", SCOPES[to.scope]);
      await set(arn, "FilterPolicy", JSON.stringify(to.policy)).catch(refusal);
    },

    unsubscribe: async (arn) => {
      try {
        await client.send(new UnsubscribeCommand({ SubscriptionArn: arn }), once);
        return true;
      } catch (error) {
        if (error instanceof NotFoundException) return false;
        throw error;
      }
    },

    hasOptedOut: async (phoneNumber) => {
      const { isOptedOut } = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }), once);
      return isOptedOut === true;
    },
  };
};

type Attributes = Readonly<Record<string, string>>;

/** Lets every issue through, as Amazon SNS keeps a filter that was taken away. */
const NO_FILTER = "{}";

const SCOPES: Readonly<Record<FilterScope, string>> = { attributes: "MessageAttributes", body: "MessageBody" };

/** While a confirmation is awaited, words stand in place of the ARN. */
const isArn = (text: string): boolean => text.startsWith("arn:");

const isPending = (attributes: Attributes): boolean => attributes["PendingConfirmation"] === "true";

/** The filter among the attributes of a subscription; null when every issue is delivered. */
const storedFilter = (attributes: Attributes): StoredFilter | null => {
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
const refusal = (error: unknown): never => {
  if (!(error instanceof Error) || !error.name.startsWith("InvalidParameter")) throw error;
  if (/already exists with different attributes/i.test(error.message)) {
    throw new SubscriptionRefused("exists with another filter");
  }
  throw new SubscriptionRefused(/filter ?policy/i.test(error.message) ? "filter" : "endpoint");
};
