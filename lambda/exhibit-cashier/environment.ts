/** What the exhibit's cashier is deployed with. */
export interface ExhibitCashierEnvironment {
  readonly EXHIBIT_BARISTA_FUNCTION_NAME: string;
}
