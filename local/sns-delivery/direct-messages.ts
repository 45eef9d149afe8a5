import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import type { Shop } from "../../operations/shop";

const sms = v.object({
  MessageId: v.string(),
  Message: v.string(),
});

/** Phone number -> what was sent to it. */
const answer = v.object({ sms_messages: v.record(v.string(), v.array(sms)) });

const TIMEOUT_MS = 10_000;

/** An SMS that was sent straight to a phone: the notice that an order is ready. */
export interface DirectMessage {
  readonly id: string;
  readonly phoneNumber: string;
  readonly text: string;
}

/**
 * All SMS that were sent straight to a phone so far.
 *
 * @returns undefined for an engine that does not tell
 */
export const directMessages = async (
  { endpoint, account, region }: Shop,
  signal: AbortSignal,
): Promise<DirectMessage[] | undefined> => {
  if (endpoint === undefined) return undefined;
  const response = await fetch(`${endpoint}/_ministack/sns/sms-messages?account=${account}&region=${region}`, {
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const parsed = parseWith(answer, await response.json().catch(() => undefined));
  if (!response.ok || !parsed.ok) return undefined;
  return Object.entries(parsed.value.sms_messages).flatMap(([phoneNumber, messages]) =>
    messages.map(({ MessageId, Message }) => ({ id: MessageId, phoneNumber, text: Message })),
  );
};
