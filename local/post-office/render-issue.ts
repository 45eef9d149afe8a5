import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { emailText, MAX_SMS_CHARACTERS, smsText } from "../../lambda/shared/issue-wording";
import { parseIssue } from "../../lambda/shared/newsletter-issue";
import { parseJson, parseWith } from "../../lambda/shared/parse";
import type { Delivery } from "./inbox";
import type { TwinSubscription } from "./twin-subscription";

/** How SNS wraps what it delivers to a queue. */
const envelope = v.object({
  MessageId: v.string(),
  Message: v.string(),
  Subject: v.optional(v.nullable(v.string())),
});

/**
 * Turns what a twin's queue delivered into what its customer reads.
 *
 * A message that is no issue, such as one published by hand, is shown as SNS sends it: as it is.
 *
 * @returns undefined for what SNS did not send
 */
export const renderIssue = (
  { newsletter, protocol, customer, original }: TwinSubscription,
  { Body = "", Attributes = {} }: Message,
): Delivery | undefined => {
  const json = parseJson(Body);
  const wrapped = json.ok ? parseWith(envelope, json.value) : json;
  if (!wrapped.ok) return undefined;
  const { MessageId, Message, Subject } = wrapped.value;
  const issue = parseIssue(Message);
  const wording = issue.ok
    ? { subject: issue.value.subject, email: emailText(issue.value), sms: smsText(issue.value) }
    : { subject: Subject ?? null, email: Message, sms: [...Message].slice(0, MAX_SMS_CHARACTERS).join("") };
  return {
    id: `${MessageId} ${original}`,
    message: {
      customer,
      protocol,
      newsletter,
      subject: protocol === "email" ? wording.subject : null,
      text: wording[protocol],
      receivedAt: new Date(Number(Attributes.SentTimestamp ?? Date.now())).toISOString(),
    },
  };
};
