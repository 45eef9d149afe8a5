import type { IncomingMessage, ServerResponse } from "node:http";

/** What reaches the membership function and what it answers, in turn. */
export interface FakeMembership {
  readonly asked: { method: string | undefined; authorization: string | undefined; input: unknown }[];
  readonly answers: ("hang up" | { status: number; body: unknown; headers?: Record<string, string> })[];
}

/** Answers as the test laid down; nothing laid down is a subscription that is confirmed. */
export const answerMember = (
  { asked, answers }: FakeMembership,
  { method, headers }: IncomingMessage,
  body: string,
  response: ServerResponse,
): void => {
  asked.push({ method, authorization: headers.authorization, input: JSON.parse(body) });
  const answer = answers.shift();
  if (answer === "hang up") {
    response.destroy();
    return;
  }
  const subscription = { newsletter: "coupons", protocol: "sms", status: "confirmed", filter: null };
  const { status, body: told, headers: more } = answer ?? { status: 201, body: { subscription, changed: true } };
  response
    .writeHead(status, { "content-type": "application/json", ...more })
    .end(typeof told === "string" ? told : JSON.stringify(told));
};
