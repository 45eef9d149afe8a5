/** What the notifier is deployed with. */
export interface NotifierEnvironment {
  readonly ORDER_LEDGER_TABLE_NAME: string;
}
