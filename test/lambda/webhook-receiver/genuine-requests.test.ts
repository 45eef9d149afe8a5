import type { NewsletterIssue } from "../../../lambda/messages/newsletter-issue";
import { throwAwayCertificate } from "../../../local/sns-delivery/throw-away-certificate";
import { anIssue } from "../support/issues";
import { eachTestLogs } from "../support/logs";
import { receiverServices } from "./support/receiver-services";
import {
  aDelivery,
  ago,
  CERTIFICATE_URL,
  type Fields,
  type Kind,
  type Posting,
  posted,
  SNS,
  signed,
  TOKEN,
  TOPIC,
  VALID,
} from "./support/sns";

/** A notification that SNS sends, and whatever is special about it. */
interface Genuine {
  readonly what: string;
  readonly issue?: Partial<NewsletterIssue>;
  readonly fields?: Fields;
  /** How the issue is written. @default JSON on one line */
  text?(issue: NewsletterIssue): string;
  readonly topics?: string;
  readonly certificateOrigin?: string;
  /** The name in the certificate. @default sns.amazonaws.com */
  readonly issuedTo?: string;
  posting?(delivery: Fields): Posting;
}

const FILE = "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
const header = (name: string, value: string) => () => ({ headers: { [name]: value } });

/** A topic elsewhere, with the domain of its certificates and the name in them. */
const elsewhere = (what: string, partition: string, region: string, domain: string, issuedTo: string): Genuine => {
  const TopicArn = `arn:${partition}:sns:${region}:000000000000:trivia`;
  const fields = { TopicArn, SigningCertURL: `https://sns.${region}.${domain}/${FILE}` };
  return { what, topics: TopicArn, issuedTo: `${issuedTo}.${domain}`, fields };
};

const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
const asPython = (delivery: Fields) => ({ body: JSON.stringify(delivery).replace(/[\u0080-\uffff]/g, escaped) });

const genuine: readonly Genuine[] = [
  { what: "of trivia", issue: { newsletter: "trivia" } },
  { what: "of coupons", issue: { newsletter: "coupons" } },
  { what: "of product updates", issue: { newsletter: "product-updates" } },
  { what: "with a subject", fields: { Subject: "Did you know?" } },
  { what: "with a subject beyond ASCII", fields: { Subject: "Wußten Sie? ☕ 知っていますか" } },
  { what: "with the longest subject", fields: { Subject: "☕🫘".repeat(50) } },
  { what: "with text beyond ASCII", issue: { text: "Ein Kännchen ☕ für 李雷 🫘 \ufffd \u2028" } },
  { what: "with line breaks in its text", issue: { text: "One.\nTwo.\r\nMessageId\nType\nNotification" } },
  { what: "with line breaks in its message", text: (issue) => `\n${JSON.stringify(issue, null, 2)}\n\n` },
  { what: "with tabs", text: (issue) => JSON.stringify(issue, null, "\t").replaceAll("\n", "\r\n") },
  { what: "of the longest text, all of it escaped", issue: { text: '"\\\n'.repeat(5_461) } },
  { what: "of the longest message", text: (issue) => JSON.stringify(issue).padEnd(256 * 1_024, " ") },
  {
    what: "for an audience, with its attribute",
    issue: { audience: "students" },
    fields: { MessageAttributes: { audience: { Type: "String", Value: "students" } } },
  },
  { what: "without attributes and unsubscribe link", fields: { MessageAttributes: {}, UnsubscribeURL: undefined } },
  { what: "an hour old", fields: { Timestamp: ago(3_600_000) } },
  { what: "from a clock that is a minute ahead", fields: { Timestamp: ago(-60_000) } },
  { what: "with a time in whole seconds", fields: { Timestamp: "2026-11-22T08:00:00Z" } },
  { what: "as JSON", posting: header("content-type", "application/json") },
  { what: "as JSON in UTF-8", posting: header("content-type", 'Application/JSON;charset="utf-8"') },
  { what: "as text", posting: header("content-type", "text/plain") },
  { what: "that is expressly not raw", posting: header("x-amz-sns-rawdelivery", "false") },
  {
    what: "written with spaces as SNS does",
    posting: (delivery) => ({ body: JSON.stringify(delivery, null, 2).replaceAll('": ', '" : ') }),
  },
  { what: "written in ASCII", issue: { text: "Ein Kännchen ☕ 🫘" }, posting: asPython },
  {
    what: "in another order of its fields",
    posting: (delivery) => ({ body: JSON.stringify(Object.fromEntries(Object.entries(delivery).reverse())) }),
  },
  { what: "of the second topic of several", topics: `arn:aws:sns:us-east-1:000000000000:coupons, ${TOPIC}` },
  elsewhere("from China", "aws-cn", "cn-north-1", "amazonaws.com.cn", "sns-cn-north-1"),
  elsewhere("from the east of GovCloud", "aws-us-gov", "us-gov-east-1", "amazonaws.com", "sns-us-gov-west-1"),
  elsewhere("from a region that is opted into", "aws", "eu-south-1", "amazonaws.com", "sns-signing.eu-south-1"),
  {
    what: "of a shop on a laptop",
    certificateOrigin: "http://localhost:3000",
    fields: { SigningCertURL: CERTIFICATE_URL.replace(/^https:..[^/]*/, "http://localhost:3000") },
  },
];

const { facts } = eachTestLogs();

describe("taken and handed on, once: a notification", () => {
  test.each(genuine)("$what", async ({ issue = {}, fields, text, topics, certificateOrigin, issuedTo, posting }) => {
    const sent = anIssue(issue);
    const by = issuedTo === undefined ? SNS : throwAwayCertificate({ ...VALID, issuedTo });
    const { receive, handedOn, confirmed, fetched } = receiverServices({
      ...(topics !== undefined && { topics }),
      ...(certificateOrigin !== undefined && { certificateOrigin }),
      certificate: () => new Response(by.certificate),
    });
    const message = text?.(sent) ?? JSON.stringify(sent);
    const delivery = signed("Notification", aDelivery("Notification", { Message: message, ...fields }), by);
    const answer = await receive(posted("Notification", delivery, posting?.(delivery)));
    expect(answer).toEqual({ status: 200, body: { answer: "taken" } });
    expect(handedOn).toEqual([sent]);
    expect(confirmed).toEqual([]);
    expect(fetched).toEqual([delivery["SigningCertURL"]]);
  });
});

describe("what has to do with the subscription", () => {
  const receive = async (kind: Kind, changes: Fields = {}, by = SNS) => {
    const topics = String(changes["TopicArn"] ?? TOPIC);
    const services = receiverServices({ topics, certificate: () => new Response(by.certificate) });
    const answer = await services.receive(posted(kind, signed(kind, aDelivery(kind, changes), by)));
    return { answer, ...services };
  };

  test("a confirmation asked for is given through SNS, so that only the owners can end the subscription", async () => {
    const { answer, confirmed, handedOn } = await receive("SubscriptionConfirmation");
    expect(answer).toEqual({ status: 200, body: { answer: "confirmed" } });
    const confirmation = { TopicArn: TOPIC, Token: TOKEN, AuthenticateOnUnsubscribe: "true" };
    expect(confirmed).toEqual([{ region: "eu-west-1", ...confirmation }]);
    expect(handedOn).toEqual([]);
  });

  test("and it is given in the region of the topic", async () => {
    const TopicArn = "arn:aws-cn:sns:cn-north-1:000000000000:trivia";
    const SigningCertURL = `https://sns.cn-north-1.amazonaws.com.cn/${FILE}`;
    const by = throwAwayCertificate({ ...VALID, issuedTo: "sns-cn-north-1.amazonaws.com.cn" });
    const { confirmed } = await receive("SubscriptionConfirmation", { TopicArn, SigningCertURL }, by);
    expect(confirmed).toMatchObject([{ region: "cn-north-1", TopicArn }]);
  });

  test("the end of a subscription is noted, and not undone", async () => {
    const { answer, confirmed, handedOn } = await receive("UnsubscribeConfirmation");
    expect(answer).toEqual({ status: 200, body: { answer: "noted" } });
    expect([...confirmed, ...handedOn]).toEqual([]);
  });
});

test("what is logged names the topic or the issue, and neither tokens nor links nor text", async () => {
  const { receive } = receiverServices();
  for (const kind of ["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"] as const) {
    const id = { MessageId: `11111111-0000-5000-8000-${kind.length.toString().padStart(12, "0")}` };
    await receive(posted(kind, signed(kind, aDelivery(kind, id))));
  }
  expect(facts()).toEqual([
    { message: "subscription confirmed", topicArn: TOPIC },
    { message: "subscription ended", topicArn: TOPIC },
  ]);
});
