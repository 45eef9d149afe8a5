/** How often a call is tried, and how many milliseconds each attempt may take. */
export interface Bounds {
  readonly attempts?: number;
  readonly requestTimeout?: number;
}

/**
 * Settings for every AWS client in a handler: a call ends, one way or the other, before the handler's own time does.
 *
 * The SDK's defaults wait for a silent service for ever, and `requestTimeout` alone only logs a warning;
 * `throwOnRequestTimeout` makes it an error that is retried. Both look away once a reply begins: `socketTimeout` is for a
 * reply that stops halfway.
 *
 * Worst case of one call: `attempts` x `requestTimeout`, and the pauses between them: up to 0.1 s, or 0.5 s when
 * throttled, and twice as long each further time. A service may ask for up to 5 s more with `retry-after`: a handler
 * whose time is short gives its calls a signal besides.
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

/** Options of a call that ends, wherever it is, when the signal aborts. */
export const until = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});
