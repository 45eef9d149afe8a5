import { randomUUID } from "node:crypto";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { boundedClient } from "../shared/bounded-client";
import { readEnvironment } from "../shared/environment";
import type { Newsletter } from "../shared/newsletter-issue";
import { type Press, type Published, publishIssue } from "./publish-issue";

const environment = readEnvironment(process.env, [
  "COUPONS_TOPIC_ARN",
  "TRIVIA_TOPIC_ARN",
  "PRODUCT_UPDATES_TOPIC_ARN",
]);
const topicArns: Readonly<Record<Newsletter, string>> = {
  coupons: environment.COUPONS_TOPIC_ARN,
  trivia: environment.TRIVIA_TOPIC_ARN,
  "product-updates": environment.PRODUCT_UPDATES_TOPIC_ARN,
};
const sns = new SNSClient(boundedClient());
const press: Press = {
  publish: async (newsletter, publication) => {
    const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topicArns[newsletter], ...publication }));
    return MessageId ?? "";
  },
  now: () => new Date(),
  newIssueId: () => randomUUID(),
};

/** Called by whoever may invoke it (`shop publish`) and by the schedule of the trivia of the day. */
export const handler = (event: unknown): Promise<Published> => publishIssue(event, press);
