import type { Customer } from "../../lib/subscribers";
import type { PersonalProtocol } from "./twin-subscription";

/** Finds the customer who owns an address; null when nobody in the settings does. */
export type CustomerOf = (protocol: PersonalProtocol, endpoint: string) => string | null;

/** Finds the owners of addresses among the customers of a stage. */
export const customerOf =
  (customers: readonly Customer[]): CustomerOf =>
  (protocol, endpoint) =>
    customers.find(({ subscriptions }) =>
      subscriptions.some((one) => one.protocol === protocol && one.endpoint === endpoint),
    )?.customer ?? null;
