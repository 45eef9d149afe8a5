import type { DeliveryRequest, Reason } from "../../../../lambda/webhook-receiver/read-delivery";
import { aDelivery, type Fields, type Kind, type Posting, posted, SNS, signed } from "./sns";

/** One way to get something past the receiver that SNS did not send it now, from an expected topic, as it is. */
export interface Hostile {
  readonly what: string;
  readonly reason: Reason;
  /** @default a notification as well as a confirmation */
  readonly kinds?: readonly Kind[];
  post(kind: Kind): DeliveryRequest;
  /** What the host of the certificates answers. @default the certificate of SNS */
  certificate?(): Response | Promise<Response>;
}

type Changes = Fields | ((kind: Kind) => Fields);
type Options = Pick<Hostile, "kinds" | "certificate"> & { readonly by?: { sign(text: string): string } };

const of = (changes: Changes, kind: Kind): Fields => (typeof changes === "function" ? changes(kind) : changes);

/** A delivery whose signature fits what it says: nothing but the check in question stands in its way. */
export const fitting = (what: string, reason: Reason, changes: Changes, { by = SNS, ...options }: Options = {}) => ({
  what,
  reason,
  ...options,
  post: (kind: Kind) => posted(kind, signed(kind, aDelivery(kind, of(changes, kind)), by)),
});

/** A delivery that SNS signed and somebody changed on the way. */
export const tampered = (what: string, changes: Changes, options: Pick<Hostile, "kinds"> = {}): Hostile => ({
  what,
  reason: "signature",
  ...options,
  post: (kind) => posted(kind, { ...signed(kind, aDelivery(kind)), ...of(changes, kind) }),
});

/** A delivery of SNS, word for word, that is posted in another way than SNS does. */
export const misposted = (what: string, reason: Reason, posting: Posting | ((genuine: string) => Posting)) => ({
  what,
  reason,
  post: (kind: Kind) => {
    const delivery = signed(kind, aDelivery(kind));
    return posted(kind, delivery, typeof posting === "function" ? posting(JSON.stringify(delivery)) : posting);
  },
});
