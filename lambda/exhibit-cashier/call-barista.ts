import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import * as v from "valibot";
import type { OrdersToMake } from "../exhibit-barista";
import { parseJsonWith } from "../messages/fields";
import type { Order } from "../messages/order";
import { errorName, log } from "../messaging/log";
import { faultLine } from "../messaging/parse";

/** As long as the real cashier gives the queue: one second is left of five for the way to the customer and a cold start. */
export const CALL_DEADLINE_MS = 4_000;

const made = v.object({ ready: v.array(v.object({ orderId: v.string() })) });

/**
 * Hands orders to the barista and waits until they are made: the one thing in which this cashier differs from the real one.
 *
 * The barista is called once. One who is away is away a moment later, too; the customer hears so at once and may ask again.
 *
 * @param orders 1 to 10 orders
 * @returns ids of the orders that the barista says are made; none when the barista is away, fails, or takes longer than the
 * deadline, whatever became of them
 */
export const callBarista =
  (client: LambdaClient, functionName: string, deadlineMs = CALL_DEADLINE_MS) =>
  async (orders: readonly Order[]): Promise<ReadonlySet<string>> => {
    const command = new InvokeCommand({
      FunctionName: functionName,
      InvocationType: "RequestResponse",
      Payload: JSON.stringify({ orders } satisfies OrdersToMake),
    });
    try {
      const abortSignal = AbortSignal.timeout(deadlineMs);
      const { FunctionError, Payload } = await client.send(command, { abortSignal });
      if (FunctionError !== undefined) throw new BaristaFailed();
      return idsOf(Payload);
    } catch (error) {
      log("orders not made", { orders: orders.length, reason: errorName(error) });
      return new Set();
    }
  };

const idsOf = (payload: Uint8Array | undefined): ReadonlySet<string> => {
  const parsed = parseJsonWith(made, Buffer.from(payload ?? []).toString("utf8"));
  if (!parsed.ok) throw new NotMade(faultLine(parsed.faults));
  return new Set(parsed.value.ready.map(({ orderId }) => orderId));
};

/** Thrown when the barista was called and came to grief. */
class BaristaFailed extends Error {
  override readonly name = "BaristaFailed";
}

/** Thrown for an answer that does not say what was made. */
class NotMade extends Error {
  override readonly name = "NotMade";
}
