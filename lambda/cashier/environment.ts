/** What the cashier is deployed with. */
export interface CashierEnvironment {
  readonly ORDERS_QUEUE_URL: string;
}
