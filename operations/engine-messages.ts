import * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";
import type { Shop } from "./shop";

/** The engine lists even a long queue in well under a second. */
const TIMEOUT_MS = 10_000;

/**
 * Asks the local engine for what AWS has no way to tell.
 *
 * @param path below `/_ministack/`
 * @returns undefined on AWS and for an engine that cannot do it
 */
export const askEngine = async <S extends v.GenericSchema>(
  { endpoint, engineToken, account, region }: Pick<Shop, "endpoint" | "engineToken" | "account" | "region">,
  path: string,
  schema: S,
  { query = {}, signal }: { readonly query?: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
): Promise<v.InferOutput<S> | undefined> => {
  if (endpoint === undefined) return undefined;
  const address = new URL(`/_ministack/${path}?${new URLSearchParams({ ...query, account, region })}`, endpoint);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(address, {
    redirect: "error",
    headers: engineToken === undefined ? {} : { "x-shop-token": engineToken },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const parsed = parseWith(schema, await response.json().catch(() => undefined));
  return response.ok && parsed.ok ? parsed.value : undefined;
};

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

/**
 * Everything that is in a queue of the local engine, waiting or in flight, oldest first, without receiving any of it.
 *
 * @returns undefined on AWS and for an engine that cannot do it
 */
export const engineMessages = async (shop: Shop, queueUrl: string) => {
  const answered = await askEngine(shop, "sqs/messages", answer, { query: { QueueUrl: queueUrl } });
  const queues = answered && (answered.messages[shop.account]?.[shop.region] ?? {});
  return (
    queues &&
    Object.values(queues)
      .flat()
      .sort((one, other) => one.SentTimestamp - other.SentTimestamp)
  );
};
