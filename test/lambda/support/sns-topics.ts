import { isDeepStrictEqual } from "node:util";
import { SnsError, type SnsReply, sendReply } from "./local-aws";
import type { localServer } from "./local-server";

/** What becomes of one request: answered, carried out with the reply lost on its way, refused by an outage, or nothing. */
export type Outcome = "answered" | "reply lost" | "out of order" | "silence";

/** A subscription as the model keeps it. */
export interface ModelSubscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Record<string, string>;
  pending: boolean;
  /** Whether it is listed with its ARN although it is pending, as some stand-ins for Amazon SNS do. */
  readonly listedByArn?: boolean;
  /** How often its owner was asked to confirm. */
  asked: number;
  deleted?: boolean;
}

const PAGE = 100;

/**
 * A model of subscriptions at Amazon SNS behind the real protocol: pages of 100, email and https wait for confirmation and
 * show no ARN until then, an attribute that differs from an existing subscription's is refused, what is pending stays.
 */
export const snsTopics = () => {
  const subscriptions: ModelSubscription[] = [];
  /** Phone numbers whose owners opted out. */
  const optedOut = new Set<string>();
  /** What becomes of the next requests, in turn; all later ones are answered. */
  const outcomes: Outcome[] = [];
  /** Actions so far, with the attribute where one was set: `Subscribe`, `SetSubscriptionAttributes FilterPolicy`. */
  const actions: string[] = [];
  const reply: Parameters<typeof localServer>[0] = (body, response) => {
    const form = new URLSearchParams(body);
    actions.push([form.get("Action"), form.get("AttributeName")].filter(Boolean).join(" "));
    const outcome = outcomes.shift() ?? "answered";
    if (outcome === "silence") return;
    if (outcome === "out of order")
      return sendReply(response, form, new SnsError("InternalError", `not now: ${[...form.values()].join(" ")}`, 500));
    const answer = carryOut(form);
    if (outcome === "reply lost") response.destroy();
    else sendReply(response, form, answer);
  };

  /** Puts a subscription in, as the settings would. */
  const add = (given: Partial<ModelSubscription> & Pick<ModelSubscription, "endpoint">): ModelSubscription => {
    const { endpoint, topicArn = "", attributes = {}, protocol = "email", ...changes } = given;
    const arn = `${topicArn}:00000000-0000-4000-8000-${String(subscriptions.length).padStart(12, "0")}`;
    const subscription = { arn, topicArn, protocol, endpoint, attributes, pending: false, asked: 0, ...changes };
    subscriptions.push(subscription);
    return subscription;
  };
  const byArn = (arn: string | null): ModelSubscription => {
    const found = subscriptions.find((one) => one.arn === arn && !one.deleted);
    if (found === undefined) throw new SnsError("NotFound", `Subscription does not exist: ${arn}`, 404);
    return found;
  };
  const carryOut = (form: URLSearchParams): SnsReply => {
    try {
      return ACTIONS[form.get("Action") ?? ""]?.(form) ?? new SnsError("InvalidAction", "unknown", 400);
    } catch (error) {
      if (error instanceof SnsError) return error;
      throw error;
    }
  };
  const ACTIONS: Readonly<Record<string, (form: URLSearchParams) => SnsReply>> = {
    CheckIfPhoneNumberIsOptedOut: (form) => ({ isOptedOut: optedOut.has(form.get("phoneNumber") ?? "") }),
    ListSubscriptionsByTopic: (form) => {
      const all = subscriptions.filter(({ topicArn }) => topicArn === form.get("TopicArn"));
      const from = Number(form.get("NextToken") ?? 0);
      return {
        Subscriptions: all
          .slice(from, from + PAGE)
          .map(({ arn, protocol, endpoint, pending, listedByArn, deleted }) => ({
            SubscriptionArn: deleted ? "Deleted" : pending && !listedByArn ? "PendingConfirmation" : arn,
            Protocol: protocol,
            Endpoint: endpoint,
          })),
        ...(from + PAGE < all.length && { NextToken: String(from + PAGE) }),
      };
    },
    Subscribe: (form) => {
      const [topicArn, protocol, endpoint] = ["TopicArn", "Protocol", "Endpoint"].map((name) => form.get(name) ?? "");
      if (endpoint?.includes("refused")) throw new SnsError("InvalidParameter", `Invalid parameter: ${endpoint}`, 400);
      const attributes = attributesOf(form);
      if (attributes["FilterPolicy"]?.includes("refused")) {
        throw new SnsError("InvalidParameter", "Invalid parameter: Attributes Reason: FilterPolicy: no", 400);
      }
      const same = (one: ModelSubscription) => one.topicArn === topicArn && one.protocol === protocol && !one.deleted;
      const existing = subscriptions.find((one) => same(one) && one.endpoint === endpoint);
      for (const [name, value] of Object.entries(attributes)) {
        if (existing !== undefined && !isDeepStrictEqual(existing.attributes[name], value)) {
          const reason = "Subscription already exists with different attributes";
          throw new SnsError("InvalidParameter", `Invalid parameter: Attributes Reason: ${reason}`, 400);
        }
      }
      const pending = protocol === "email" || protocol === "https";
      const made =
        existing ??
        add({ topicArn: topicArn ?? "", protocol: protocol ?? "", endpoint: endpoint ?? "", attributes, pending });
      if (made.pending) made.asked += 1;
      return { SubscriptionArn: made.pending ? "pending confirmation" : made.arn };
    },
    GetSubscriptionAttributes: (form) => {
      const { attributes, pending } = byArn(form.get("SubscriptionArn"));
      return { Attributes: { ...attributes, PendingConfirmation: String(pending) } };
    },
    SetSubscriptionAttributes: (form) => {
      const value = form.get("AttributeValue") ?? "";
      if (value.includes("refused")) throw new SnsError("InvalidParameter", "Invalid parameter: FilterPolicy: no", 400);
      byArn(form.get("SubscriptionArn")).attributes[form.get("AttributeName") ?? ""] = value;
      return {};
    },
    Unsubscribe: (form) => {
      byArn(form.get("SubscriptionArn")).deleted = true;
      return {};
    },
  };
  return { reply, subscriptions, optedOut, outcomes, actions, add };
};

const attributesOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form]
      .filter(([name]) => /^Attributes\.entry\.\d+\.key$/.test(name))
      .map(([name, key]) => [key, form.get(name.replace(/key$/, "value")) ?? ""]),
  );
