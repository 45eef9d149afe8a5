/** What the barista is deployed with. */
export interface BaristaEnvironment {
  readonly ORDER_READY_TOPIC_ARN: string;
  readonly ORDERS_QUEUE_URL: string;
  readonly ORDERS_DEAD_LETTER_QUEUE_URL: string;
  readonly ORDER_LEDGER_TABLE_NAME: string;
}
