import type { ContactEnvironment } from "../shared/contact-rules";

/** What the membership desk is deployed with: the topic of each newsletter, and whom the shop may write to. */
export interface MembershipEnvironment extends ContactEnvironment {
  readonly COUPONS_TOPIC_ARN: string;
  readonly TRIVIA_TOPIC_ARN: string;
  readonly PRODUCT_UPDATES_TOPIC_ARN: string;
  /** Takes what Amazon SNS could not deliver to a subscriber. */
  readonly SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN: string;
}
