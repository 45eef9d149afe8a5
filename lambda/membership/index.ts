import { SNSClient } from "@aws-sdk/client-sns";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { CONTACT_VARIABLES, type ContactEnvironment, readContactRules } from "../contacts/contact-rules";
import { boundedClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { webRequest, webResponse } from "../messaging/http";
import { serveMember } from "./serve-member";
import { snsRegister } from "./sns-register";

/** What the membership function is deployed with: the topic of each newsletter, and whom the shop may write to. */
export interface MembershipEnvironment extends ContactEnvironment {
  readonly COUPONS_TOPIC_ARN: string;
  readonly TRIVIA_TOPIC_ARN: string;
  readonly PRODUCT_UPDATES_TOPIC_ARN: string;
  /** Takes what Amazon SNS could not deliver to a subscriber. */
  readonly SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN: string;
}

/** Enough to look through some thousand subscribers; the function itself may take a little longer. */
const DEADLINE_MS = 8_000;

const environment = readEnvironment<MembershipEnvironment>(process.env, {
  COUPONS_TOPIC_ARN: "required",
  TRIVIA_TOPIC_ARN: "required",
  PRODUCT_UPDATES_TOPIC_ARN: "required",
  SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN: "required",
  ...CONTACT_VARIABLES,
});
const contactRules = readContactRules(environment);
const client = new SNSClient(boundedClient());
const topicArns = {
  coupons: environment.COUPONS_TOPIC_ARN,
  trivia: environment.TRIVIA_TOPIC_ARN,
  "product-updates": environment.PRODUCT_UPDATES_TOPIC_ARN,
};
const deadLetterQueueArn = environment.SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN;

/** Called by the membership function's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const register = snsRegister({ client, topicArns, deadLetterQueueArn, signal });
  return webResponse(
    await serveMember({ ...webRequest(event), query: event.rawQueryString }, { register, contactRules }),
  );
};
