import { SNSClient } from "@aws-sdk/client-sns";
import type { NewsletterIssue } from "../../../lambda/messages/newsletter-issue";
import { certificateOrigin, downloadCertificate } from "../../../lambda/webhook-receiver/download-certificate";
import {
  type Answer,
  confirmSubscription,
  receiveDelivery,
  type WebhookReceiverServices,
} from "../../../lambda/webhook-receiver/receive-delivery";
import { SigningCertificates } from "../../../lambda/webhook-receiver/signing-certificates";
import { expectedTopics } from "../../../lambda/webhook-receiver/topics";
import { localServer, towards } from "../../lambda/support/local-server";
import { MemoryIdempotencyStore, StoppedClock } from "../../lambda/support/memory-idempotency";

/** The deployed webhook receiver as it works in a local shop: AWS and the certificate are where the proxy is. */
export interface ShopReceiver {
  readonly url: string;
  /** Bodies of the deliveries, whatever became of them. */
  readonly posted: readonly string[];
  readonly answers: readonly Answer[];
  readonly issues: readonly NewsletterIssue[];
  /** Status that is answered without asking the receiver. */
  broken: number | undefined;
  /** What happens to a body on its way. */
  tamper(body: string): string;
  close(): Promise<void>;
}

/** Opens the receiver for one topic. */
export const openShopReceiver = async (proxy: { readonly url: string }, topicArn: string): Promise<ShopReceiver> => {
  const clock = new StoppedClock(Date.now());
  const answers: Answer[] = [];
  const issues: NewsletterIssue[] = [];
  const origin = certificateOrigin({ CERTIFICATE_ORIGIN: "AWS_ENDPOINT_URL", AWS_ENDPOINT_URL: proxy.url });
  const reception: WebhookReceiverServices = {
    topics: expectedTopics(topicArn, origin),
    certificates: new SigningCertificates(downloadCertificate()),
    idempotency: new MemoryIdempotencyStore(clock),
    confirm: confirmSubscription(() => new SNSClient(towards(proxy))),
    onIssue: async (issue) => {
      issues.push(issue);
    },
    now: Date.now,
  };
  const http = await localServer(async (body, response, { method = "", headers }) => {
    if (receiver.broken !== undefined) return void response.writeHead(receiver.broken).end();
    const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const delivery = { method, headers: texts, body: Buffer.from(receiver.tamper(body)) };
    const answer = await receiveDelivery(delivery, reception, Date.now() + 12_000);
    answers.push(answer);
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  const receiver: ShopReceiver = {
    url: http.url,
    posted: http.requests,
    answers,
    issues,
    broken: undefined,
    tamper: (body) => body,
    close: http.close,
  };
  return receiver;
};
