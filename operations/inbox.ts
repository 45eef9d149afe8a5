import * as v from "valibot";
import { PROTOCOLS } from "../lambda/membership/contact";
import { askBoard } from "./ask-board";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** A message in an inbox. The address it went to is no part of it. */
export const inboxMessage = v.object({
  /** Pseudonym of the customer; null when nobody in the settings owns the address. */
  customer: v.nullable(v.string()),
  protocol: v.picklist(PROTOCOLS),
  /** Null for the notice that an order is ready. */
  newsletter: v.nullable(v.string()),
  /** An SMS and a webhook have none; of a push it is the title. */
  subject: v.nullable(v.string()),
  text: v.string(),
  receivedAt: v.string(),
  /** Of a notice that an order is ready. */
  orderId: v.optional(v.string()),
});

/** What a customer of the local shop received. */
export type InboxMessage = v.InferOutput<typeof inboxMessage>;

/**
 * What the local delivery simulator delivered, to one customer or to all.
 *
 * @throws ShopError on AWS, where messages go to real inboxes and nobody can look into those
 */
export const readInbox = async (shop: Shop, customer?: string): Promise<InboxMessage[]> => {
  if (shop.target === "aws") {
    throw new ShopError(
      "there is no inbox to look into on AWS: messages go to the customers' own (leave out --target aws)",
    );
  }
  const messages = await askBoard(shop, "/api/inbox", v.array(inboxMessage));
  return messages.filter((one) => customer === undefined || one.customer === customer);
};
