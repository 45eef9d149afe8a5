import { SNSClient } from "@aws-sdk/client-sns";
import type { ContactRules } from "../../../lambda/contacts/contact-rules";
import type { MembershipRequest } from "../../../lambda/membership/read-request";
import { serveMember } from "../../../lambda/membership/serve-member";
import { snsRegister } from "../../../lambda/membership/sns-register";
import { OPEN_RULES } from "./contact-rules";
import { towards } from "./local-server";
import { ADAS_DEVICE, ADAS_PHONE } from "./orders";
import { type SnsTopics, snsTopics } from "./sns-topics";

export const TOPICS = {
  coupons: "arn:aws:sns:us-east-1:000000000000:coupons",
  trivia: "arn:aws:sns:us-east-1:000000000000:trivia",
  "product-updates": "arn:aws:sns:us-east-1:000000000000:product-updates",
} as const;

export const DEAD_LETTER_QUEUE = "arn:aws:sqs:us-east-1:000000000000:undelivered";

/** Ada's addresses, one of each protocol; a test looks for these characters. */
export const ADAS = {
  email: "ada.lovelace@example.com",
  sms: ADAS_PHONE,
  https: "https://ada.example.com/coffee?key=s3cret",
  push: ADAS_DEVICE,
} as const;

/** A membership desk in front of the model of Amazon SNS, with the real client between them. */
export interface TestDesk {
  readonly sns: SnsTopics;
  post(body: unknown): Promise<Told>;
  remove(body: unknown): Promise<Told>;
  list(query: Readonly<Record<string, string>> | string): Promise<Told>;
  ask(request: Partial<MembershipRequest>): Promise<Told>;
  close(): Promise<void>;
}

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface DeskOptions {
  readonly rules?: ContactRules;
  readonly deadlineMs?: number;
}

export const membershipDesk = async ({
  rules = OPEN_RULES,
  deadlineMs = 20_000,
}: DeskOptions = {}): Promise<TestDesk> => {
  const sns = await snsTopics();
  const client = new SNSClient({ ...towards(sns), maxAttempts: 1 });
  const ask: TestDesk["ask"] = (request) => {
    const signal = AbortSignal.timeout(deadlineMs);
    const register = snsRegister({ client, topicArns: TOPICS, deadLetterQueueArn: DEAD_LETTER_QUEUE, signal });
    return serveMember({ ...NOTHING, ...request }, { register, contactRules: rules });
  };
  return {
    sns,
    ask,
    post: (body) => ask({ method: "POST", body: bytesOf(body) }),
    remove: (body) => ask({ method: "DELETE", body: bytesOf(body) }),
    list: (query) => ask({ method: "GET", query: new URLSearchParams(query).toString() }),
    close: () => {
      client.destroy();
      return sns.close();
    },
  };
};

const NOTHING: MembershipRequest = {
  method: "POST",
  path: "/subscriptions",
  query: "",
  headers: { "content-type": "application/json" },
  body: Buffer.alloc(0),
};

const bytesOf = (body: unknown): Buffer => {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
};
