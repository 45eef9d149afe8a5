import { SNSClient } from "@aws-sdk/client-sns";
import type { ContactRules } from "../../../lambda/contacts/contact-rules";
import type { MembershipRequest } from "../../../lambda/membership/read-request";
import { serveMember } from "../../../lambda/membership/serve-member";
import { snsRegister } from "../../../lambda/membership/sns-register";
import { OPEN_RULES } from "./cashier-services";
import { bytesOf } from "./events";
import { type LocalServer, localServer, towards } from "./local-server";
import { ADAS_DEVICE, ADAS_PHONE } from "./orders";
import { snsTopics } from "./sns-topics";

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

/** The membership function in front of the model of Amazon SNS, with the real client between them. */
export class TestMembership {
  sns = snsTopics();
  deadlineMs = 20_000;
  private server: LocalServer | undefined;
  private client = new SNSClient({});

  constructor(private readonly contactRules = OPEN_RULES) {}

  async open(): Promise<void> {
    this.sns = snsTopics();
    this.deadlineMs = 20_000;
    this.server = await localServer(this.sns.reply);
    this.client = new SNSClient({ ...towards(this.server), maxAttempts: 1 });
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.server?.close();
  }

  ask(request: Partial<MembershipRequest>) {
    const { client, contactRules } = this;
    const signal = AbortSignal.timeout(this.deadlineMs);
    const register = snsRegister({ client, topicArns: TOPICS, deadLetterQueueArn: DEAD_LETTER_QUEUE, signal });
    return serveMember({ ...NOTHING, ...request }, { register, contactRules });
  }

  post = (body: unknown) => this.ask({ method: "POST", body: bytesOf(body) });
  remove = (body: unknown) => this.ask({ method: "DELETE", body: bytesOf(body) });
  list = (query: Record<string, string>) => this.ask({ method: "GET", query: new URLSearchParams(query).toString() });
}

/** Such a function for the tests of a file, afresh in each of them. */
export const eachTestMembership = (contactRules?: ContactRules): TestMembership => {
  const membership = new TestMembership(contactRules);
  beforeEach(() => membership.open());
  afterEach(() => membership.close());
  return membership;
};

/** A subscription to the coupons, as it is asked for. */
export const byEmail = { newsletter: "coupons", protocol: "email", endpoint: ADAS.email };
export const bySms = { newsletter: "coupons", protocol: "sms", endpoint: ADAS.sms };
export const byWebhook = { newsletter: "coupons", protocol: "https", endpoint: ADAS.https };

const NOTHING: MembershipRequest = {
  method: "POST",
  path: "/subscriptions",
  query: "",
  headers: { "content-type": "application/json" },
  body: Buffer.alloc(0),
};
