import { join } from "node:path";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { EditorEnvironment } from "../../lambda/editor";
import type { Newsletter } from "../../lambda/messages/newsletter-issue";
import { MessagingFunction } from "../messaging/messaging-function";
import { EDITOR_TIMEOUT } from "../settings/numbers";

export interface EditorProps {
  /** The topic of each newsletter. */
  readonly topics: Readonly<Record<Newsletter, ITopic>>;
  readonly logRetentionDays: number;
}

/** Publishes an issue: checks it, words it for every protocol, and hands it to the topic of its newsletter. */
export class Editor extends MessagingFunction<EditorEnvironment> {
  constructor(scope: Construct, id: string, { topics, logRetentionDays }: EditorProps) {
    super(scope, id, {
      entry: join(__dirname, "../../lambda/editor/index.ts"),
      impact: "Publishes newsletters. When it fails, no new issue appears; whoever published sees the error.",
      timeout: EDITOR_TIMEOUT,
      environment: {
        COUPONS_TOPIC_ARN: topics.coupons.topicArn,
        TRIVIA_TOPIC_ARN: topics.trivia.topicArn,
        PRODUCT_UPDATES_TOPIC_ARN: topics["product-updates"].topicArn,
      } satisfies EditorEnvironment,
      logRetentionDays,
    });
    for (const topic of Object.values(topics)) topic.grantPublish(this);
  }
}
