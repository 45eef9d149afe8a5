import { join } from "node:path";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { ContactEnvironment } from "../../lambda/contacts/contact-rules";
import type { MembershipEnvironment } from "../../lambda/membership";
import type { Newsletter } from "../../lambda/messages/newsletter-issue";
import { type Access, MessagingFunction } from "../messaging/messaging-function";
import { SNS_WITHOUT_RESOURCES, suppressFindings } from "../messaging/suppress-findings";
import { MEMBERSHIP_TIMEOUT } from "../settings/numbers";

export interface MembershipProps {
  /** The topic of each newsletter. */
  readonly topics: Readonly<Record<Newsletter, ITopic>>;
  /** Takes what SNS could not deliver to a subscriber. */
  readonly undelivered: IQueue;
  /** Whom the shop may write to. */
  readonly contacts: ContactEnvironment;
  /** Who may subscribe and unsubscribe. */
  readonly access: Access;
  readonly logRetentionDays: number;
}

/** Lets customers subscribe and unsubscribe at any time, beside those that the settings declare. */
export class Membership extends MessagingFunction<MembershipEnvironment> {
  /** Base address; subscriptions are at `subscriptions` below it. Ends with a slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: MembershipProps) {
    const { topics, undelivered, contacts, access, logRetentionDays } = props;
    super(scope, id, {
      entry: join(__dirname, "../../lambda/membership/index.ts"),
      impact:
        "Subscribes and unsubscribes customers. When it fails, subscriptions stay as they are; newsletters still go out.",
      timeout: MEMBERSHIP_TIMEOUT,
      environment: {
        COUPONS_TOPIC_ARN: topics.coupons.topicArn,
        TRIVIA_TOPIC_ARN: topics.trivia.topicArn,
        PRODUCT_UPDATES_TOPIC_ARN: topics["product-updates"].topicArn,
        SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN: undelivered.queueArn,
        ...contacts,
      } satisfies MembershipEnvironment,
      logRetentionDays,
    });
    const resources = Object.values(topics).map(({ topicArn }) => topicArn);
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions: ["sns:Subscribe", "sns:ListSubscriptionsByTopic"], resources }),
    );
    const actions = [
      "Unsubscribe",
      "GetSubscriptionAttributes",
      "SetSubscriptionAttributes",
      "CheckIfPhoneNumberIsOptedOut",
    ];
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions: actions.map((action) => `sns:${action}`), resources: ["*"] }),
    );
    suppressFindings(this, SNS_WITHOUT_RESOURCES);
    this.url = this.addUrl(access);
  }
}
