import { SQSClient } from "@aws-sdk/client-sqs";
import { type Bounds, boundedClient } from "./bounded-client";

/**
 * A client for queues whose calls end in time, and go where every other call of the function goes.
 *
 * By default the SDK sends a call to the host in the queue's URL, past any `AWS_ENDPOINT_URL`. In AWS both are the same
 * regional endpoint.
 */
export const queueClient = (bounds?: Bounds): SQSClient =>
  new SQSClient({ ...boundedClient(bounds), useQueueUrlAsEndpoint: false });
