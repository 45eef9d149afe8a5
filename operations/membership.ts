import * as v from "valibot";
import type { Protocol } from "../lambda/membership/contact";
import { parseJsonWith } from "../lambda/messages/fields";
import type { Newsletter } from "../lambda/messages/newsletter-issue";
import { type Fault, faultLine } from "../lambda/messaging/parse";
import { pause } from "./pause";
import { faultsIn } from "./place-orders";
import type { FunctionRequest, Shop } from "./shop";
import { errorCode, ShopError } from "./shop-error";

/** A newsletter and the address it comes to, or is to come to. */
export interface Membership {
  readonly newsletter: Newsletter;
  readonly protocol: Protocol;
  readonly endpoint: string;
}

/** What a customer wants; the membership function checks it. */
export interface MembershipForm extends Membership {
  readonly audience?: string;
  /** A filter policy, as JSON was read. */
  readonly filter?: unknown;
  readonly filterScope?: string;
  /** Whether a confirmation that is awaited is to be asked for once more. */
  readonly resend?: boolean;
}

const status = v.picklist(["confirmed", "pending"]);

const subscribed = v.object({
  subscription: v.object({
    newsletter: v.string(),
    protocol: v.string(),
    status,
    /** Left out when nobody can know it: that of a subscription that is pending. Null is every issue. */
    filter: v.optional(v.unknown()),
    filterScope: v.optional(v.string()),
  }),
  changed: v.boolean(),
});

const unsubscribed = v.object({ removed: v.boolean(), status: v.optional(status) });

export type Subscribed = v.InferOutput<typeof subscribed>;
export type Unsubscribed = v.InferOutput<typeof unsubscribed>;

/** Thrown when the membership function finds fault with an input; nothing was changed. */
export class InputRefused extends ShopError {
  override readonly name = "InputRefused";

  constructor(readonly faults: readonly Fault[]) {
    super(`nothing was changed: ${faultLine(faults)}`);
  }
}

/**
 * Subscribes an address, or changes its filter. Asking twice is the same as asking once.
 *
 * @throws InputRefused
 * @throws ShopError with the words of the membership function when it did not do so
 */
export const subscribe = (shop: Shop, form: MembershipForm, signal: AbortSignal): Promise<Subscribed> =>
  askMembership(shop, "POST", form, subscribed, signal);

/** Ends a subscription, whoever made it. @throws ShopError as above */
export const unsubscribe = (shop: Shop, membership: Membership, signal: AbortSignal): Promise<Unsubscribed> =>
  askMembership(shop, "DELETE", membership, unsubscribed, signal);

/** The function gives up on Amazon SNS after 8 seconds; the rest is for the way there and back, and a cold start. */
const ANSWER_TIMEOUT_MS = 15_000;

const ATTEMPTS = 3;
const PAUSE_MS = 2_000;

const askMembership = async <S extends v.GenericSchema>(
  shop: Shop,
  method: FunctionRequest["method"],
  input: object,
  schema: S,
  signal: AbortSignal,
): Promise<v.InferOutput<S>> => {
  const address = new URL("subscriptions", shop.output("MembershipUrl")).href;
  const headers = { "content-type": "application/json" };
  for (let attempt = 1; ; attempt++) {
    const { status, again, text } = await ask(shop, address, { method, headers, body: JSON.stringify(input), signal });
    const parsed = parseJsonWith(schema, text);
    if (status < 300 && parsed.ok) return parsed.value;
    if (!again || attempt === ATTEMPTS || signal.aborted) throw problemOf(status, text);
    await pause(PAUSE_MS, signal);
  }
};

/** `again` is whether the function invites to ask again. */
const ask = async (shop: Shop, address: string, request: FunctionRequest) => {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
  try {
    const response = await shop.askFunction(address, { ...request, signal });
    const { status, headers } = response;
    const again = headers.has("retry-after") || [429, 502, 504].includes(status);
    return { status, text: await response.text(), again };
  } catch (error) {
    if (error instanceof ShopError) throw error;
    throw new ShopError(
      `the membership function does not answer (${reasonOf(error)}): nothing may have changed, ask again`,
    );
  }
};

/** `fetch` says in the cause what happened. */
const reasonOf = (error: unknown): string => {
  if (typeof error !== "object" || error === null) return String(error);
  const code = "cause" in error ? errorCode(error.cause) : undefined;
  return code ?? ("name" in error ? String(error.name) : "no reason given");
};

const complaint = v.object({ error: v.string() });

/** The function's answers never repeat an address, so they can be shown. */
const problemOf = (status: number, text: string): ShopError => {
  if (status === 403) {
    return new ShopError("the membership function asks for AWS credentials that may invoke its function URL");
  }
  const faults = faultsIn(text);
  if (faults !== undefined) return new InputRefused(faults);
  const complained = parseJsonWith(complaint, text);
  const said = complained.ok ? complained.value.error : `the membership function answered ${status}`;
  return new ShopError(`nothing may have changed: ${said}`);
};
