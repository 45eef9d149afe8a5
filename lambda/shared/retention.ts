/** An order nobody made in four days will not be missed; the SQS default. */
export const ORDER_RETENTION_DAYS = 4;

/**
 * The longest SQS keeps a message. It must be longer than the queue before it: in a standard queue the clock does not
 * restart when a message moves to its dead-letter queue.
 */
export const DEAD_LETTER_RETENTION_DAYS = 14;
