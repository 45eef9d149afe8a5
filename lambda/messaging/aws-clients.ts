import { SQSClient } from "@aws-sdk/client-sqs";

/** How often a call is tried, and how many milliseconds each attempt may take. */
export interface Bounds {
  readonly attempts?: number;
  readonly requestTimeout?: number;
}

/** For a call that must not be repeated: given up, it may have taken effect all the same, and is waited for longer. */
export const SINGLE_ATTEMPT: Bounds = { attempts: 1, requestTimeout: 2_000 };

/**
 * Settings for every AWS client in a handler: a call ends, one way or the other, before the handler's own time does. By
 * default the SDK waits for a silent service for ever, and `requestTimeout` alone only logs a warning. `socketTimeout` is for
 * a reply that stops halfway. A service may ask for up to 5 s more with `retry-after`: use a signal when time is short.
 */
export const boundedClient = ({ attempts = 2, requestTimeout = 1_200 }: Bounds = {}) => ({
  maxAttempts: attempts,
  requestHandler: {
    connectionTimeout: 700,
    requestTimeout,
    socketTimeout: requestTimeout,
    throwOnRequestTimeout: true,
  },
});

/** How long one call takes at most, in milliseconds, pauses between attempts included: up to 500, then 1,000, and so on. */
export const worstCaseMs = (bounds: Bounds = {}): number => {
  const { maxAttempts, requestHandler } = boundedClient(bounds);
  return maxAttempts * requestHandler.requestTimeout + (2 ** (maxAttempts - 1) - 1) * 500;
};

/** Options of a call that ends, wherever it is, when the signal aborts. */
export const until = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});

/** A bounded client for queues. By default the SDK sends a call to the host in the queue's URL, past any `AWS_ENDPOINT_URL`. */
export const queueClient = (bounds?: Bounds): SQSClient =>
  new SQSClient({ ...boundedClient(bounds), useQueueUrlAsEndpoint: false });

/** What one batch request of SQS or SNS takes. @see https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html */
export const ENTRIES_PER_REQUEST = 10;

/** How many requests a function makes at the same time. */
export const REQUESTS_AT_A_TIME = 10;

/** Cuts a list into pieces of at most so many, in their order. */
export const chunks = <T>(items: readonly T[], most = ENTRIES_PER_REQUEST): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, piece) => items.slice(piece * most, (piece + 1) * most));

/** Works on many items, at most so many at the same time, until the signal aborts. Rejects with the first error of `work`. */
export const inParallel = async <T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> => {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) if (!signal?.aborted) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
};

/** Whether a queue, by its URL or ARN, is FIFO: the name of such a queue, and of no other, has this ending. */
export const isFifo = (urlOrArn: string): boolean => urlOrArn.endsWith(".fifo");
