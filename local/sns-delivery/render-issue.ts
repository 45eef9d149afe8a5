import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { fittedPayloads, oneSms } from "../../lambda/contacts/cut-to-fit";
import { emailText, pushNote, smsText } from "../../lambda/editor/write-issue";
import { parseJsonWith } from "../../lambda/messages/fields";
import { type NewsletterIssue, parseIssue } from "../../lambda/messages/newsletter-issue";
import { pushOf } from "./direct-pushes";
import type { InboxDelivery } from "./inbox";
import type { MirrorSubscription } from "./mirror-subscriptions";

/** How SNS wraps what it delivers to a queue. */
const envelope = v.object({ MessageId: v.string(), Message: v.string(), Subject: v.optional(v.nullable(v.string())) });

/**
 * Turns what a mirror's queue delivered into what its customer reads.
 *
 * A message that is no issue, such as one published by hand, is shown as SNS sends it: as it is.
 *
 * @returns undefined for what SNS did not send
 */
export const renderIssue = (
  { newsletter, protocol, customer, original }: Omit<MirrorSubscription, "endpoint">,
  { Body = "", Attributes = {} }: Message,
): InboxDelivery | undefined => {
  const wrapped = parseJsonWith(envelope, Body);
  if (!wrapped.ok) return undefined;
  const { MessageId, Message, Subject } = wrapped.value;
  const issue = parseIssue(Message);
  const wording = issue.ok
    ? {
        subject: issue.value.subject,
        email: emailText(issue.value),
        sms: smsText(issue.value),
        push: pushText(issue.value),
      }
    : { subject: Subject ?? null, email: Message, sms: oneSms(Message), push: Message };
  return {
    id: `${MessageId} ${original}`,
    message: {
      customer,
      protocol,
      newsletter,
      subject: protocol === "email" || protocol === "push" ? wording.subject : null,
      text: protocol === "https" ? Message : wording[protocol],
      receivedAt: new Date(Number(Attributes.SentTimestamp ?? Date.now())).toISOString(),
    },
  };
};

/** A device shows as much of an issue as one push holds. */
const pushText = (issue: NewsletterIssue): string =>
  pushOf(JSON.stringify(fittedPayloads(pushNote(issue))))?.text ?? issue.text;
