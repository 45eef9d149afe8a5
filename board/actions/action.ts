import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { strictObject } from "../../lambda/messages/strict-object";
import { type Fault, faultLine, refused, shown } from "../../lambda/messaging/parse";
import type { OutcomeReader } from "../../operations/order-outcome";
import type { Shop } from "../../operations/shop";
import { ShopError } from "../../operations/shop-error";
import type { ShopFloor } from "../floor/shop-floor";

export interface ActionContext {
  readonly shop: Shop;
  readonly floor: ShopFloor;
  /** Follows orders to their end; undefined where that would cost too many requests: on AWS. */
  readonly outcome: OutcomeReader | undefined;
  /** An address of a customer of the settings, for a page that is not told addresses. */
  addressOf(customer: string, protocol: string): string | undefined;
  /** To be called when the shop has been changed. */
  onChange(): void;
  readonly signal: AbortSignal;
}

/** Something that can be done to the shop. @throws ActionRefused; ShopError or an error of the SDK when the shop fails */
export type Action = (given: unknown, context: ActionContext) => Promise<object>;

/** Thrown for input that makes no sense. */
export class ActionRefused extends ShopError {
  constructor(readonly faults: readonly Fault[]) {
    super(`nothing was done: ${faultLine(faults)}`);
  }
}

export const refusal = (message: string, path?: string): ActionRefused =>
  new ActionRefused(refused(message, path).faults);

/** Thrown for what this shop does not have. */
export class NotDeployed extends ShopError {}

/** An action whose input is checked before anything is done. */
export const action =
  <S extends v.GenericSchema>(
    schema: S,
    perform: (input: v.InferOutput<S>, context: ActionContext) => Promise<object>,
  ): Action =>
  async (given, context) => {
    // To a schema of objects a list is an object without the right fields.
    const parsed = parseWith(schema, Array.isArray(given) ? "a list" : given);
    if (!parsed.ok) throw new ActionRefused(parsed.faults);
    return perform(parsed.value, context);
  };

/** Input with these fields and no others. @param example is shown to who sends something else */
export const inputSchema = <E extends v.ObjectEntries>(entries: E, example: object) =>
  strictObject(entries, `an object such as ${JSON.stringify(example)}`);

/** A field of text; who receives it judges what it says. */
export const text = v.string((issue) => `must be text, not ${shown(issue.input)}`);

export const flag = v.boolean("must be true or false");

export const oneOf = <const T extends readonly string[]>(allowed: T) =>
  v.picklist(allowed, (issue) => `must be one of ${allowed.join(", ")}, not ${shown(issue.input)}`);
