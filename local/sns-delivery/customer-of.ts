import { type KnownCustomer, ownerOf } from "../../operations/subscriptions";
import type { PersonalProtocol } from "./mirror-subscription";

/**
 * Finds the customer who owns an address; null when nobody in the settings does.
 *
 * @param newsletter tells apart the customers who share the shop's own webhook receiver
 */
export type CustomerOf = (protocol: PersonalProtocol, endpoint: string, newsletter?: string) => string | null;

/**
 * Finds the owners of addresses among the customers of a stage.
 *
 * @param devices endpoint of a registered device -> its owner
 */
export const customerOf =
  (customers: readonly KnownCustomer[], devices: ReadonlyMap<string, string> = new Map()): CustomerOf =>
  (protocol, endpoint, newsletter) =>
    devices.get(endpoint) ?? ownerOf(customers, { newsletter, protocol, endpoint });
