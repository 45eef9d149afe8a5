import type * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { type Fault, faultLine } from "../../lambda/messaging/parse";
import type { OutcomeReader } from "../../operations/order-outcome";
import type { Shop } from "../../operations/shop";
import { ShopError } from "../../operations/shop-error";
import type { ShopFloor } from "../floor/shop-floor";

/** What actions work with. */
export interface Workplace {
  readonly shop: Shop;
  readonly floor: ShopFloor;
  /** Follows orders to their end; undefined where that would cost too many requests: on AWS. */
  readonly fate: OutcomeReader | undefined;
  /** An address of a customer of the settings, for a page that is not told addresses. */
  addressOf(customer: string, protocol: string): string | undefined;
  /** Called when the shop has been changed. */
  onChange(): void;
  /** Aborted when the board closes. */
  readonly signal: AbortSignal;
}

/** Something that can be done to the shop from the page. */
export interface Action {
  /**
   * @param given the body of the request, as JSON was read
   * @throws ActionRefused; ShopError or an error of the SDK when the shop fails
   */
  perform(given: unknown, at: Workplace): Promise<object>;
}

/** Thrown for a wish that makes no sense. */
export class ActionRefused extends ShopError {
  override readonly name = "ActionRefused";

  constructor(readonly faults: readonly Fault[]) {
    super(`nothing was done: ${faultLine(faults)}`);
  }
}

/** Thrown for what this shop does not have. */
export class NotHere extends ShopError {
  override readonly name = "NotHere";
}

/** An action whose wish is checked before anything is done. */
export const action = <S extends v.GenericSchema>(
  wish: S,
  perform: (given: v.InferOutput<S>, at: Workplace) => Promise<object>,
): Action => ({
  perform: (given, at) => {
    // To a schema of objects a list is an object without the right fields.
    const parsed = parseWith(wish, Array.isArray(given) ? "a list" : given);
    if (!parsed.ok) throw new ActionRefused(parsed.faults);
    return perform(parsed.value, at);
  },
});
