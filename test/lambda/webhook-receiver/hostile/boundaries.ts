import { anIssue } from "../../support/issues";
import { fitting, type Hostile } from "../support/hostile";
import { ago, type Fields, type Kind, MESSAGE_ID, TOPIC } from "../support/sns";

const ISSUE = JSON.stringify(anIssue({ text: "Forged." }));
const ID = "11111111-0000-5000-8000-00000000000f";
const FORGED = { Message: ISSUE, MessageId: ID };
/** How the text goes on that SNS signed, after the long message of which a part is to be read as other fields. */
const END = `MessageId\n${MESSAGE_ID}`;

const shifted = (field: string, kind: Kind, reason: "fields" | "topic", changes: Fields): Hostile =>
  fitting(`a boundary shifted into ${field}`, reason, changes, { kinds: [kind] });

/** The end of a long message, which SNS did sign, read as other fields: the same text to the last byte, so that the signature fits. */
export const boundaries: readonly Hostile[] = [
  shifted("Subject", "Notification", "fields", { Message: ISSUE, MessageId: ID, Subject: `Hello\n${END}` }),
  shifted("MessageId", "Notification", "fields", { Message: ISSUE, MessageId: `${ID}\n${END}` }),
  shifted("Timestamp", "Notification", "fields", { ...FORGED, Timestamp: `${ago(0)}\n${END}\nTimestamp\n${ago(0)}` }),
  shifted("TopicArn", "Notification", "topic", {
    ...FORGED,
    TopicArn: `${TOPIC}\n${END}\nTimestamp\n${ago(0)}\nTopicArn\n${TOPIC}`,
  }),
  shifted("SubscribeURL", "SubscriptionConfirmation", "fields", {
    MessageId: ID,
    SubscribeURL: `https://example.com\n${END}\nSubscribeURL\nx`,
  }),
  shifted("Token", "SubscriptionConfirmation", "fields", {
    MessageId: ID,
    Token: `attacker\n${END}\nSubscribeURL\nx\nTimestamp\n${ago(0)}\nToken\nx`,
  }),
];
