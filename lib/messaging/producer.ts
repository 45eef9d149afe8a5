import type { Construct } from "constructs";
import type { DurableQueue } from "./durable-queue";
import {
  type Access,
  type FunctionVariables,
  MessagingFunction,
  type MessagingFunctionProps,
} from "./messaging-function";

export interface ProducerProps<E extends FunctionVariables<E>> extends MessagingFunctionProps<E> {
  /** The queue it puts messages into. */
  readonly queue: DurableQueue;
  /**
   * Who may call it.
   *
   * @default "AWS_IAM"
   */
  readonly access?: Access;
}

/**
 * A function with an address that puts messages into a queue, and may do nothing else with it. It knows the queue and
 * nothing of those who consume it.
 */
export class Producer<E extends FunctionVariables<E>> extends MessagingFunction<E> {
  /** Base address, which ends with a slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { queue, access = "AWS_IAM", ...props }: ProducerProps<E>) {
    super(scope, id, props as MessagingFunctionProps<E>);
    queue.queue.grant(this, "sqs:SendMessage");
    this.url = this.addUrl(access);
  }
}
