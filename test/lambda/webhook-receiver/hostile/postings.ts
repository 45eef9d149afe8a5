import { MAX_BODY_BYTES } from "../../../../lambda/webhook-receiver/read-delivery";
import { type Hostile, misposted } from "../support/hostile";
import { TOPIC } from "../support/sns";

const OTHER_TOPIC = "arn:aws:sns:eu-west-1:000000000000:coupons";
const OTHER_ID = "11111111-0000-5000-8000-00000000000f";
const header = (name: string, value: string | undefined) => ({ headers: { [name]: value } });
const shown = (value: string | undefined) => (value === undefined ? "no" : `«${value}» as`);

/** Genuine deliveries in the wrong envelope. */
export const postings: readonly Hostile[] = [
  ...["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "post"].map((method) =>
    misposted(`${method} in place of POST`, "method", { method }),
  ),
  misposted("raw delivery", "raw", header("x-amz-sns-rawdelivery", "true")),
  misposted("raw delivery in other letters", "raw", header("x-amz-sns-rawdelivery", "True")),
  misposted("raw delivery of the bare message", "raw", {
    ...header("x-amz-sns-rawdelivery", "true"),
    body: "Coffee beans are seeds.",
  }),
  ...[
    ...[undefined, "text/html", "text/plainly", "text/plain; charset=UTF-16", "text/plain, application/json"],
    ...["application/json; charset=utf-8; charset=utf-7", "application/x-www-form-urlencoded"],
    "multipart/form-data; boundary=x",
  ].map((type) => misposted(`${shown(type)} content type`, "content-type", header("content-type", type))),
  ...[undefined, "", "notification", "Notification, Notification", "constructor", "__proto__"].map((type) =>
    misposted(`${shown(type)} message type`, "headers", header("x-amz-sns-message-type", type)),
  ),
  misposted("the header of another type", "fields", header("x-amz-sns-message-type", "UnsubscribeConfirmation")),
  ...[undefined, OTHER_TOPIC, `${TOPIC},${TOPIC}`].map((topic) =>
    misposted(`${shown(topic)} topic in the header`, "headers", header("x-amz-sns-topic-arn", topic)),
  ),
  ...[undefined, OTHER_ID].map((id) =>
    misposted(`${shown(id)} message id in the header`, "headers", header("x-amz-sns-message-id", id)),
  ),
  misposted("a byte more than SNS can send", "size", (genuine) => ({ body: genuine.padEnd(MAX_BODY_BYTES + 1, " ") })),
  misposted("no body", "json", { body: "" }),
  misposted("half a body", "json", (genuine) => ({ body: genuine.slice(0, -20) })),
  misposted("two bodies", "json", (genuine) => ({ body: `${genuine}\n${genuine}` })),
  misposted("two byte order marks", "json", (genuine) => ({ body: `\ufeff\ufeff${genuine}` })),
  misposted("UTF-16", "json", (genuine) => ({ body: Buffer.from(genuine, "utf16le") })),
  misposted("a byte that is no UTF-8", "json", (genuine) => ({
    body: Buffer.concat([Buffer.from(genuine.replace(/"\}$/, "")), Buffer.from([0xff]), Buffer.from('"}')]),
  })),
  misposted("a form", "json", { body: "Type=Notification&Message=hello" }),
  misposted("null", "fields", { body: "null" }),
  misposted("a number", "fields", { body: "2" }),
  misposted("a text", "fields", (genuine) => ({ body: JSON.stringify(genuine) })),
  misposted("a list of one", "fields", (genuine) => ({ body: `[${genuine}]` })),
  misposted("a delivery in a delivery", "fields", (genuine) => ({ body: `{"Records":[{"Sns":${genuine}}]}` })),
  misposted("a hundred thousand brackets", "fields", { body: `${"[".repeat(100_000)}${"]".repeat(100_000)}` }),
  ...[
    ["the message twice", '"Message":"another"'],
    ["the topic twice", `"TopicArn":"${OTHER_TOPIC}"`],
    ["the topic twice, once spelled with an escape", `"Topic\\u0041rn":"${OTHER_TOPIC}"`],
    ["the certificate twice", '"SigningCertURL":"https://example.com/"'],
    ["the signature twice", '"Signature" : "AAAA"'],
    ["a field of Lambda's spelling", '"SigningCertUrl":"https://example.com/"'],
    ["a field in small letters", '"message":"another"'],
    ["a field nobody knows", '"Priority":"high"'],
    ["a field of the prototype", '"__proto__":{"Message":"another"}'],
    ["a field named after a method", '"constructor":"x"'],
  ].map(([what, field]) => misposted(`${what}`, "fields", (genuine) => ({ body: genuine.replace("{", `{${field},`) }))),
];
