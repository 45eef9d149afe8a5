import { SNSClient } from "@aws-sdk/client-sns";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { boundedClient } from "../shared/bounded-client";
import { CONTACT_VARIABLES, readContactRules } from "../shared/contact-rules";
import { readEnvironment } from "../shared/environment";
import { webRequest, webResponse } from "../shared/function-url";
import { serveMember } from "./serve-member";
import { snsRegister } from "./sns-register";

/** Enough to look through some thousand subscribers; the function itself may take a little longer. */
const DEADLINE_MS = 8_000;

const environment = readEnvironment(
  process.env,
  ["COUPONS_TOPIC_ARN", "TRIVIA_TOPIC_ARN", "PRODUCT_UPDATES_TOPIC_ARN", "SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN"],
  CONTACT_VARIABLES,
);
const contactRules = readContactRules(environment);
const client = new SNSClient(boundedClient());
const topicArns = {
  coupons: environment.COUPONS_TOPIC_ARN,
  trivia: environment.TRIVIA_TOPIC_ARN,
  "product-updates": environment.PRODUCT_UPDATES_TOPIC_ARN,
};
const deadLetterQueueArn = environment.SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN;

/** Called by the membership desk's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const register = snsRegister({ client, topicArns, deadLetterQueueArn, signal });
  return webResponse(
    await serveMember({ ...webRequest(event), query: event.rawQueryString }, { register, contactRules }),
  );
};
