import type { ConfirmSubscriptionCommandInput } from "@aws-sdk/client-sns";
import type { NewsletterIssue } from "../../../../lambda/messages/newsletter-issue";
import type { IdempotencyStore } from "../../../../lambda/messaging/idempotency";
import { downloadCertificate } from "../../../../lambda/webhook-receiver/download-certificate";
import type { DeliveryRequest } from "../../../../lambda/webhook-receiver/read-delivery";
import {
  confirmSubscription,
  receiveDelivery,
  type WebhookReceiverServices,
} from "../../../../lambda/webhook-receiver/receive-delivery";
import { SigningCertificates } from "../../../../lambda/webhook-receiver/signing-certificates";
import { expectedTopics } from "../../../../lambda/webhook-receiver/topics";
import { answeredSns } from "../../support/answered-client";
import { MemoryIdempotencyStore, StoppedClock } from "../../support/memory-idempotency";
import { NOW, SNS, TOPIC } from "./sns";

interface Options {
  /** @default the trivia topic alone */
  readonly topics?: string;
  readonly certificateOrigin?: string;
  /** What the host of the certificates answers. @default the certificate of SNS */
  readonly certificate?: () => Response | Promise<Response>;
  readonly idempotency?: IdempotencyStore;
  onIssue?(issue: NewsletterIssue): Promise<void>;
  onConfirm?(): void;
}

/** The receiver with everything around it written down: what went out, what was confirmed, what was handed on. */
export const receiverServices = ({ topics = TOPIC, certificateOrigin, ...options }: Options = {}) => {
  const clock = new StoppedClock(NOW);
  const memory = new MemoryIdempotencyStore(clock);
  const fetched: string[] = [];
  const confirmed: (ConfirmSubscriptionCommandInput & { readonly region: string })[] = [];
  const handedOn: NewsletterIssue[] = [];
  const request = async (url: string | URL | Request): Promise<Response> => {
    fetched.push(String(url));
    return options.certificate?.() ?? new Response(SNS.certificate);
  };
  const services: WebhookReceiverServices = {
    topics: expectedTopics(topics, certificateOrigin),
    certificates: new SigningCertificates(downloadCertificate(undefined, request), clock.now),
    idempotency: options.idempotency ?? memory,
    confirm: confirmSubscription((region) =>
      answeredSns((input: ConfirmSubscriptionCommandInput) => {
        options.onConfirm?.();
        confirmed.push({ region, ...input });
        return { SubscriptionArn: `${input.TopicArn}:subscription` };
      }),
    ),
    onIssue: async (issue) => {
      await options.onIssue?.(issue);
      handedOn.push(issue);
    },
    now: clock.now,
  };
  const receive = (delivery: DeliveryRequest) => receiveDelivery(delivery, services, clock.now() + 12_000);
  return { receive, clock, entries: memory.entries, fetched, confirmed, handedOn };
};
