/** What the editor is deployed with: the topic of each newsletter. */
export interface EditorEnvironment {
  readonly COUPONS_TOPIC_ARN: string;
  readonly TRIVIA_TOPIC_ARN: string;
  readonly PRODUCT_UPDATES_TOPIC_ARN: string;
}
