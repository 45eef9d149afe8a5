import { randomUUID } from "node:crypto";
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
import { AwsApiProxy } from "../../../local/engine/aws-api-proxy";
import { WebhookPost } from "../../../local/sns-delivery/webhook-post";
import { anIssue } from "../../lambda/support/issues";
import { localServer, towards } from "../../lambda/support/local-server";
import { MemoryIdempotencyStore, StoppedClock } from "../../lambda/support/memory-idempotency";
import { type BareEngine, openBareEngine } from "./bare-engine";

export const TRIVIA = "arn:aws:sns:us-east-1:000000000000:trivia";

/** What a mirror's queue holds: an issue of the trivia newsletter as SNS delivers it. */
export const mirrorDelivery = (changes: Record<string, unknown> = {}) => ({
  Body: JSON.stringify({
    Type: "Notification",
    MessageId: randomUUID(),
    TopicArn: TRIVIA,
    Message: JSON.stringify(anIssue()),
    Timestamp: new Date().toISOString(),
    ...changes,
  }),
});

/** Opens the deployed webhook receiver for one topic as it works in a local shop: AWS and the certificate are where the proxy is. */
export const openShopReceiver = async (proxy: { readonly url: string }, topicArn: string) => {
  const clock = new StoppedClock(Date.now());
  const answers: Answer[] = [];
  const issues: NewsletterIssue[] = [];
  const origin = certificateOrigin({ CERTIFICATE_ORIGIN: "AWS_ENDPOINT_URL", AWS_ENDPOINT_URL: proxy.url });
  const services: WebhookReceiverServices = {
    topics: expectedTopics(topicArn, origin),
    certificates: new SigningCertificates(downloadCertificate()),
    idempotency: new MemoryIdempotencyStore(clock),
    confirm: confirmSubscription(() => new SNSClient(towards(proxy))),
    onIssue: async (issue) => void issues.push(issue),
    now: Date.now,
  };
  const { url, requests, close } = await localServer(async (body, response, { method = "", headers }) => {
    if (receiver.broken !== undefined) return void response.writeHead(receiver.broken).end();
    const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const delivery = { method, headers: texts, body: Buffer.from(receiver.tamper(body)) };
    const answer = await receiveDelivery(delivery, services, Date.now() + 12_000);
    answers.push(answer);
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  const receiver = {
    ...{ url, close, answers, issues },
    /** Bodies of the deliveries, whatever became of them. */
    posted: requests,
    /** Status that is answered without asking the receiver. */
    broken: undefined as number | undefined,
    /** What happens to a body on its way. */
    tamper: (body: string): string => body,
  };
  return receiver;
};

export type ShopReceiver = Awaited<ReturnType<typeof openShopReceiver>>;

export const SUBSCRIPTION = `${TRIVIA}:22222222-0000-4000-8000-000000000002`;

/** A delivery simulator and the receiver it posts to. */
export class WebhookPosting {
  private constructor(
    readonly engine: BareEngine,
    readonly proxy: AwsApiProxy,
    readonly post: WebhookPost,
    public receiver: ShopReceiver,
  ) {}

  static async open(): Promise<WebhookPosting> {
    const engine = await openBareEngine();
    const proxy = await AwsApiProxy.open(() => engine.port);
    return new WebhookPosting(engine, proxy, new WebhookPost(proxy), await openShopReceiver(proxy, TRIVIA));
  }

  deliver(message = mirrorDelivery()) {
    return this.post.deliver(SUBSCRIPTION, this.receiver.url, message);
  }

  /** What the receiver answered: status and the first word of each. */
  outcomes(): string[] {
    return this.receiver.answers.map(({ status, body }) => `${status} ${Object.values(body)[0]}`);
  }

  async close(): Promise<void> {
    await this.receiver.close();
    await this.proxy.close();
    await this.engine.close();
  }
}
