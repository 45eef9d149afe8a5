import { createHash } from "node:crypto";
import type { Newsletter } from "../../lambda/messages/newsletter-issue";

/** How a customer of the local shop can receive a newsletter. */
export type PersonalProtocol = "email" | "sms" | "https" | "push";

/**
 * A queue that receives exactly what one customer's subscription does: it is subscribed to the same topic with the same
 * filter. The engine takes subscriptions of people and webhooks and sends nothing; through the mirror one sees what AWS would
 * send.
 */
export interface MirrorSubscription {
  readonly newsletter: Newsletter;
  readonly protocol: PersonalProtocol;
  /** Whose subscription it is: a pseudonym, or null when nobody in the settings owns the address. */
  readonly customer: string | null;
  /** ARN of the customer's subscription. */
  readonly original: string;
  /** Address of the customer. It stays here. */
  readonly endpoint: string;
  readonly queueUrl: string;
}

const NAME = "Mirror-";

/** The name of a mirror's queue: always the same for the same subscription, so that a restart finds it again. */
export const mirrorQueueName = (subscriptionArn: string): string =>
  `${NAME}${createHash("sha256").update(subscriptionArn).digest("hex").slice(0, 24)}`;

/** Whether something is a mirror's queue, by its ARN. */
export const isMirrorQueue = (arn: string): boolean => arn.split(":").at(-1)?.startsWith(NAME) === true;
