import * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";
import type { Shop } from "./shop";

const message = v.object({
  MessageId: v.string(),
  Body: v.string(),
  /** Epoch seconds. */
  SentTimestamp: v.number(),
  ReceiveCount: v.number(),
  MessageAttributes: v.record(v.string(), v.object({ StringValue: v.optional(v.string()) })),
});

/** Account -> region -> queue URL -> its messages. */
const answer = v.object({
  messages: v.record(v.string(), v.record(v.string(), v.record(v.string(), v.array(message)))),
});

/** A message as the engine holds it. */
type EngineMessage = v.InferOutput<typeof message>;

/** The engine lists even a long queue in well under a second. */
const TIMEOUT_MS = 10_000;

/**
 * Everything that is in a queue of the local engine, waiting or in flight, oldest first, without receiving any of it.
 *
 * @returns undefined on AWS and for an engine that cannot do it
 */
export const engineMessages = async (shop: Shop, queueUrl: string): Promise<readonly EngineMessage[] | undefined> => {
  if (shop.endpoint === undefined) return undefined;
  const address = new URL("/_ministack/sqs/messages", shop.endpoint);
  address.searchParams.set("QueueUrl", queueUrl);
  address.searchParams.set("account", shop.account);
  address.searchParams.set("region", shop.region);
  const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) return undefined;
  const parsed = parseWith(answer, await response.json().catch(() => undefined));
  if (!parsed.ok) return undefined;
  const queues = parsed.value.messages[shop.account]?.[shop.region] ?? {};
  return Object.values(queues)
    .flat()
    .sort((one, other) => one.SentTimestamp - other.SentTimestamp);
};
