import { SHOP_RECEIVER } from "../lib/settings/subscribers";
import { functionUrlAtAws } from "../local/shop-file";
import type { Shop } from "../operations/shop";
import type { KnownCustomer } from "../operations/subscriptions";

/** Finds the address of a customer of the settings by its protocol, so that pages need not be told addresses. */
export const addressBook =
  (customers: readonly KnownCustomer[], shop: Pick<Shop, "output" | "region">) =>
  (customer: string, protocol: string): string | undefined => {
    const endpoint = customers
      .filter((one) => one.customer === customer)
      .flatMap(({ subscriptions }) => subscriptions)
      .find((one) => one.protocol === protocol)?.endpoint;
    return endpoint === SHOP_RECEIVER ? functionUrlAtAws(shop.output("WebhookReceiverUrl"), shop.region) : endpoint;
  };
