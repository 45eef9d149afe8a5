import * as v from "valibot";
import { parseJsonWith } from "../../lambda/messages/fields";
import type { AnsweredCall } from "../engine/aws-api-proxy";
import type { CustomerOf, InboxDelivery } from "./inbox";

const payloads = v.object({ GCM: v.string() });
const firebase = v.object({
  fcmV1Message: v.object({
    message: v.object({
      notification: v.object({ title: v.string(), body: v.string() }),
      data: v.optional(v.record(v.string(), v.string()), {}),
    }),
  }),
});

/** What a device shows of a message in the wording for Firebase; undefined when it has none. */
export const pushOf = (message: string) => {
  const wordings = parseJsonWith(payloads, message);
  const parsed = wordings.ok ? parseJsonWith(firebase, wordings.value.GCM) : wordings;
  if (!parsed.ok) return undefined;
  const { notification, data } = parsed.value.fcmV1Message.message;
  const { orderId } = data;
  return { subject: notification.title, text: notification.body, ...(orderId !== undefined && { orderId }) };
};

/** What a call to SNS brings to a single device; nothing when it was another call. */
export const directPushes = ({ form, answer }: AnsweredCall, customerOf: CustomerOf): InboxDelivery[] => {
  const endpoint = form.get("TargetArn");
  const id = /<MessageId>([^<]+)<\/MessageId>/.exec(answer)?.[1];
  if (form.get("Action") !== "Publish" || endpoint === null || id === undefined) return [];
  const push = pushOf(form.get("Message") ?? "");
  if (push === undefined) return [];
  const customer = customerOf("push", endpoint);
  const receivedAt = new Date().toISOString();
  return [{ id, message: { customer, protocol: "push", newsletter: null, receivedAt, ...push } }];
};
