import { type Message, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Shop } from "../../operations/shop";
import { functionUrlHere } from "../shop-file";
import type { MirrorSubscription } from "./mirror-subscriptions";
import type { WebhookPost } from "./webhook-post";

/**
 * Hands messages of a mirror over to whom they are for. People have them once they are in the inbox; a webhook takes one by
 * answering. What it refuses for good goes to the dead letters of the subscribers, as in AWS.
 *
 * Webhooks that are not in this shop get nothing.
 *
 * @returns messages that are with the customer, and those that need not come again
 */
export const handOver = async (
  { protocol, endpoint, original }: MirrorSubscription,
  messages: readonly Message[],
  shop: Shop,
  webhooks: WebhookPost | undefined,
): Promise<Readonly<Record<"delivered" | "settled", readonly Message[]>>> => {
  if (protocol !== "https") return { delivered: messages, settled: messages };
  const address = functionUrlHere(endpoint, shop.endpoint ?? "");
  if (webhooks === undefined || address === endpoint) return { delivered: [], settled: messages };
  const delivered: Message[] = [];
  const settled: Message[] = [];
  for (const message of messages) {
    const answer = await webhooks.deliver(original, address, message);
    if (answer === "later") continue;
    if (answer === "refused") await deadLetter(shop, message);
    else delivered.push(message);
    settled.push(message);
  }
  return { delivered, settled };
};

const deadLetter = async ({ sqs, output }: Shop, { Body }: Message): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: output("SubscribersDeadLetterQueueUrl"), MessageBody: Body }));
};
