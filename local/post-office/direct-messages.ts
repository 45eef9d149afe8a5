import * as v from "valibot";
import type { Shop } from "../../cli/desk/shop";
import { parseWith } from "../../lambda/shared/parse";
import type { CustomerOf } from "./customer-of";
import type { Delivery } from "./inbox";

const sms = v.object({
  MessageId: v.string(),
  Message: v.string(),
  MessageAttributes: v.optional(
    v.nullable(v.record(v.string(), v.object({ StringValue: v.optional(v.nullable(v.string())) }))),
  ),
});

/** Phone number -> what was sent to it. */
const answer = v.object({ sms_messages: v.record(v.string(), v.array(sms)) });

const TIMEOUT_MS = 10_000;

/**
 * All SMS that were sent straight to a phone so far: the notices that orders are ready.
 *
 * @returns undefined for an engine that does not tell
 */
export const directMessages = async (
  { endpoint, account, region }: Shop,
  customerOf: CustomerOf,
  signal: AbortSignal,
): Promise<Delivery[] | undefined> => {
  if (endpoint === undefined) return undefined;
  const response = await fetch(`${endpoint}/_ministack/sns/sms-messages?account=${account}&region=${region}`, {
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const parsed = parseWith(answer, await response.json().catch(() => undefined));
  return response.ok && parsed.ok ? readDirectMessages(parsed.value, customerOf, new Date()) : undefined;
};

/** Turns the engine's list into deliveries. The engine does not write down when, so it is when it was seen. */
export const readDirectMessages = (
  list: v.InferOutput<typeof answer>,
  customerOf: CustomerOf,
  seenAt: Date,
): Delivery[] =>
  Object.entries(list.sms_messages).flatMap(([phoneNumber, messages]) =>
    messages.map(({ MessageId, Message, MessageAttributes }) => {
      const orderId = MessageAttributes?.["orderId"]?.StringValue;
      return {
        id: MessageId,
        message: {
          customer: customerOf("sms", phoneNumber),
          protocol: "sms" as const,
          newsletter: null,
          subject: null,
          text: Message,
          receivedAt: seenAt.toISOString(),
          ...(orderId && { orderId }),
        },
      };
    }),
  );
