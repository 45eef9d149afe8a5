import { CfnResource, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { DeadLetterQueue } from "../messaging/durable-queue";
import { IdempotencyTable } from "../messaging/idempotency-table";
import type { SecureTopic } from "../messaging/secure-topic";
import { addOutputs } from "../outputs";
import { contactEnvironment } from "../push/push-applications";
import { LOCAL_STAGE } from "../settings/stage";
import type { StageSettings } from "../settings/stage-settings";
import { CustomerSubscriptions, pascalCase } from "./customer-subscriptions";
import { Editor } from "./editor";
import { Membership } from "./membership";
import { NewsletterReader } from "./newsletter-reader";
import { NewsletterTopic } from "./newsletter-topic";
import { TriviaOfTheDay } from "./trivia-of-the-day";
import { WebhookReceiver } from "./webhook-receiver";

/**
 * CloudFormation takes 500 resources in a template; the CDK adds one of its own.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MAXIMUM_RESOURCES = 499;

export interface NewslettersStackProps extends StackProps {
  readonly settings: StageSettings;
}

/** The newsletter as three topics: each issue goes to whoever subscribed to its topic, and to nobody else. */
export class NewslettersStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: NewslettersStackProps) {
    super(scope, id, props);
    const { onDelete, logRetentionDays, subscribers, triviaOfTheDay } = settings;

    const undelivered = new DeadLetterQueue(this, "Undelivered", { onDelete });
    const reader = new NewsletterReader(this, "NewsletterReader", { onDelete, logRetentionDays });
    const coupons = new NewsletterTopic(this, "Coupons", { reader, undelivered, onDelete });
    const trivia = new NewsletterTopic(this, "Trivia", { reader, undelivered, onDelete });
    const productUpdates = new NewsletterTopic(this, "ProductUpdates", { reader, undelivered, onDelete });
    const topics = { coupons, trivia, "product-updates": productUpdates };

    const receiver = settings.webhookReceiver ? this.addReceiver(Object.values(topics), settings) : undefined;
    for (const customer of subscribers) {
      new CustomerSubscriptions(this, pascalCase("customer", customer.customer), {
        topics,
        customer,
        undelivered,
        receiverUrl: receiver?.url,
      });
    }
    const contacts = contactEnvironment(this, settings);
    const access = settings.deskAccess;
    const membership = new Membership(this, "Membership", { topics, undelivered, contacts, access, logRetentionDays });
    const editor = new Editor(this, "Editor", { topics, logRetentionDays });
    if (triviaOfTheDay) new TriviaOfTheDay(this, "TriviaOfTheDay", { editor, ...triviaOfTheDay, undelivered });

    addOutputs<"CoffeeShopNewsletters">(this, {
      CouponsTopicArn: coupons.topicArn,
      TriviaTopicArn: trivia.topicArn,
      ProductUpdatesTopicArn: productUpdates.topicArn,
      CouponsArchiveQueueUrl: coupons.archive.queueUrl,
      TriviaArchiveQueueUrl: trivia.archive.queueUrl,
      ProductUpdatesArchiveQueueUrl: productUpdates.archive.queueUrl,
      MembershipUrl: membership.url,
      WebhookReceiverUrl: receiver?.url,
      WebhookReceiverFunctionName: receiver?.lambda.functionName,
      EditorFunctionName: editor.lambda.functionName,
      NewsletterReaderFunctionName: reader.lambda.functionName,
      NewsletterReaderDeadLetterQueueUrl: reader.deadLetterQueue.queueUrl,
      SubscribersDeadLetterQueueUrl: undelivered.queueUrl,
    });
    this.expectToFit(settings);
  }

  /** Every subscription is a resource of this stack. */
  private expectToFit({ stage, subscribers }: StageSettings): void {
    const resources = this.node.findAll().filter((one) => CfnResource.isCfnResource(one)).length;
    if (resources <= MAXIMUM_RESOURCES) return;
    const subscriptions = subscribers.flatMap((one) => one.subscriptions).length;
    const most = subscriptions - (resources - MAXIMUM_RESOURCES);
    throw new Error(
      `stage ${stage}: its subscribersFile has ${subscriptions} subscriptions, and its stack has room for ${most} of them (leave ${most} there, and subscribe the others at run time: npm run shop -- subscribe, or POST <MembershipUrl>subscriptions)`,
    );
  }

  private addReceiver(topics: readonly SecureTopic[], settings: StageSettings): WebhookReceiver {
    const { onDelete, logRetentionDays, stage } = settings;
    return new WebhookReceiver(this, "WebhookReceiver", {
      topics,
      idempotency: new IdempotencyTable(this, "WebhookLedger", { onDelete }),
      trustLocalDeliverySimulator: stage === LOCAL_STAGE,
      logRetentionDays,
    });
  }
}
