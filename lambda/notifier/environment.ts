/** What the notifier is deployed with. */
export interface NotifierEnvironment {
  readonly ORDER_LEDGER_TABLE_NAME: string;
  /** Notices that can never be sent go there at once. */
  readonly NOTIFIER_DEAD_LETTER_QUEUE_URL: string;
  /** Platform applications of the shop, separated by commas; empty: nobody is pushed. */
  readonly PUSH_APPLICATION_ARNS: string;
  /** Name that SMS come from, where a country allows it; empty: none. */
  readonly SMS_SENDER_ID: string;
  /** Phone number that SMS come from; empty: SNS takes one of the account's, or a shared one. */
  readonly SMS_ORIGINATION_NUMBER: string;
}
