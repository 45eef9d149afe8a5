import { randomUUID } from "node:crypto";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Newsletter } from "../messages/newsletter-issue";
import { boundedClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { type EditorServices, ONCE, type Published, publishIssue } from "./publish-issue";

/** What the editor is deployed with: the topic of each newsletter. */
export interface EditorEnvironment {
  readonly COUPONS_TOPIC_ARN: string;
  readonly TRIVIA_TOPIC_ARN: string;
  readonly PRODUCT_UPDATES_TOPIC_ARN: string;
}

const environment = readEnvironment<EditorEnvironment>(process.env, {
  COUPONS_TOPIC_ARN: "required",
  TRIVIA_TOPIC_ARN: "required",
  PRODUCT_UPDATES_TOPIC_ARN: "required",
});
const topicArns: Readonly<Record<Newsletter, string>> = {
  coupons: environment.COUPONS_TOPIC_ARN,
  trivia: environment.TRIVIA_TOPIC_ARN,
  "product-updates": environment.PRODUCT_UPDATES_TOPIC_ARN,
};
const sns = new SNSClient(boundedClient(ONCE));
const services: EditorServices = {
  publish: async (newsletter, publication) => {
    const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topicArns[newsletter], ...publication }));
    return MessageId ?? "";
  },
  now: () => new Date(),
  newIssueId: () => randomUUID(),
};

/** Called by whoever may invoke it (`shop publish`) and by the schedule of the trivia of the day. */
export const handler = (event: unknown): Promise<Published> => publishIssue(event, services);
