import type { FunctionCall } from "./function-call";

/**
 * What can go wrong between a function and AWS, and whether AWS has done what was asked by then:
 *
 * - `unavailable`: answered 503, nothing done
 * - `throttled`: refused in the words of the service, nothing done
 * - `silent`: no answer for 20 seconds, then hung up, nothing done
 * - `reset`: hung up at once, nothing done
 * - `slow`: done, answered after 0.2 to 2 seconds, which may be later than the function waits
 * - `lost`: done, hung up instead of an answer
 * - `garbled`: done, the answer is broken
 */
export const WIRE_FAULTS = ["unavailable", "throttled", "silent", "reset", "slow", "lost", "garbled"] as const;

export type WireFault = (typeof WIRE_FAULTS)[number];

/** Faults after which AWS has done what was asked. */
export const DONE_ALL_THE_SAME: ReadonlySet<WireFault> = new Set(["slow", "lost", "garbled"]);

export const SILENCE_MS = 20_000;
export const SLOW_MS = { least: 200, most: 2_000 };

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Codes that the services themselves use; the SDKs know them. */
const CODES = {
  unavailable: {
    SQS: "com.amazonaws.sqs#ServiceUnavailable",
    SNS: "ServiceUnavailable",
    DynamoDB: "com.amazon.coral.availability#ServiceUnavailableException",
  },
  throttled: {
    SQS: "com.amazonaws.sqs#RequestThrottled",
    SNS: "Throttling",
    DynamoDB: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
  },
} as const;

/** How a service says that it will not do what was asked, now. */
export const refusal = (service: FunctionCall["service"], fault: keyof typeof CODES): WireAnswer => {
  const code = CODES[fault][service];
  const status = fault === "unavailable" ? 503 : 400;
  const [type, message] =
    fault === "unavailable" ? ["Receiver", "Service is unavailable."] : ["Sender", "Rate exceeded."];
  if (service === "SNS") {
    const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    return {
      status,
      headers: { "content-type": "text/xml" },
      body: Buffer.from(`<ErrorResponse>${error}</ErrorResponse>`),
    };
  }
  const said = service === "SQS" ? { "x-amzn-query-error": `${code.split("#")[1]};${type}` } : {};
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0", ...said },
    body: Buffer.from(JSON.stringify({ __type: code, message })),
  };
};

/** An answer that broke on its way: cut in the middle, or that of a machine in between. `random` decides. */
export const garble = (answer: WireAnswer, random: () => number): WireAnswer => ({
  ...answer,
  body:
    random() < 0.5
      ? answer.body.subarray(0, Math.ceil(answer.body.length / 2))
      : Buffer.from("<html><body>It works!</body></html>"),
});
