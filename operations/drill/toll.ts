import type { Fates } from "../accounting";
import type { Served } from "./place-steadily";

/** What an outage cost the customers. */
export interface Toll {
  /** Customers who were turned away until they gave up, and whose order came to no end either. */
  readonly dropped: number;
  /** Customers who were served, but only after they had been turned away at least once. */
  readonly blocked: number;
}

/** Counts customers who came to an answer before the operator broke the drill off. */
export const tollOf = (
  served: readonly Served[],
  { ready, deadLettered }: Pick<Fates, "ready" | "deadLettered">,
): Toll => {
  const hasEnd = (orderId: string) => ready.has(orderId) || deadLettered.has(orderId);
  return {
    dropped: served.filter(({ orderId, problem }) => problem !== undefined && !hasEnd(orderId)).length,
    blocked: served.filter(({ attempts, problem }) => problem === undefined && attempts > 1).length,
  };
};
