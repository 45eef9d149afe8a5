import { type BinaryLike, createHash } from "node:crypto";
import type { OrderRequest } from "../messages/order";

/**
 * The id of an order, always the same for the same request under the same idempotency key.
 *
 * The order itself is part of it: a key that is used again for something else by mistake makes a second order
 * instead of losing it. The place in the request is part of it too: two equal lattes are two orders.
 *
 * @returns a UUID of version 8 (RFC 9562: made up of custom bits)
 */
export const orderIdFor = (idempotencyKey: string, place: number, request: OrderRequest): string => {
  const { drink, size, quantity, pickupName, pickupLocation, notify } = request;
  const identity: BinaryLike = JSON.stringify([
    idempotencyKey,
    place,
    drink,
    size,
    quantity,
    pickupName,
    notify ?? null,
    ...(pickupLocation === undefined ? [] : [pickupLocation]),
  ]);
  const bytes = createHash("sha256").update(identity).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};
