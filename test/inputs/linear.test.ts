import { oneSms } from "../../lambda/contacts/cut-to-fit";
import { parseFilterPolicy } from "../../lambda/contacts/filter-policy";
import { readRequest } from "../../lambda/membership/read-request";
import { parseIssue } from "../../lambda/messages/newsletter-issue";
import { orderRequestParser, parseOrder } from "../../lambda/messages/order";
import { parseNotice } from "../../lambda/messages/order-ready";
import { parseJson, shown } from "../../lambda/messaging/parse";
import { parseCredential } from "../../lambda/platform-application/credential";
import { readDelivery } from "../../lambda/webhook-receiver/read-delivery";
import { parseSettings } from "../../lib/settings/stage-settings";
import { bodyWithoutContacts } from "../../operations/seen-message";

type Work = (text: string) => unknown;

const medianOf = (times: number[]): number => times.sort((one, other) => one - other)[times.length >> 1] ?? 0;

/** How much longer four times the input takes: 4 when the work is linear, 16 when it is quadratic. Both take turns. */
const ratioOf = (work: Work, make: (units: number) => string, units: number): number => {
  const [small, large] = [make(units / 4), make(units)];
  const times: { small: number[]; large: number[] } = { small: [], large: [] };
  for (let turn = 0; turn < 9; turn++) {
    for (const [size, text] of [
      ["small", small],
      ["large", large],
    ] as const) {
      const began = performance.now();
      for (let again = 0; again < 4; again++) work(text);
      times[size].push(performance.now() - began);
    }
  }
  return medianOf(times.large) / medianOf(times.small);
};

/** A busy machine can make one attempt look worse than it is; work that is quadratic is so in all three. */
const isLinear = (...measured: Parameters<typeof ratioOf>): boolean => [1, 2, 3].some(() => ratioOf(...measured) < 10);

const RULES = { smsCountryPrefixes: ["*"], pushApplicationArns: [] };

const membership =
  (protocol: string): Work =>
  (endpoint) => {
    const body = Buffer.from(JSON.stringify({ newsletter: "trivia", protocol, endpoint }));
    const headers = { "content-type": "application/json" };
    return readRequest({ method: "DELETE", path: "/subscriptions", query: "", headers, body }, RULES);
  };

const parseRequest = orderRequestParser(RULES);

const delivery: Work = (text) => {
  const headers = { "content-type": "text/plain", "x-amz-sns-message-type": "Notification" };
  return readDelivery({ method: "POST", headers, body: Buffer.from(text) });
};

/** Read to its end: all of its keys are looked at. */
const envelope = (units: number) => {
  const id = "a1b2c3d4-0000-4000-8000-000000000000";
  const texts = { TopicArn: "arn", SigningCertURL: "", SignatureVersion: "2", Signature: "AAAA", MessageId: id };
  const Message = '"'.repeat(units / 2);
  const attributes = Array.from({ length: units / 32 }, (_, place) => [`a${place}`, { Type: "", Value: "" }]);
  const MessageAttributes = Object.fromEntries(attributes);
  return JSON.stringify({
    Type: "Notification",
    ...texts,
    Message,
    Timestamp: "2026-12-01T00:00:00Z",
    MessageAttributes,
  });
};

const taken: Work = (text) => expect(delivery(text)).toEqual({ refused: "headers" });

const settingsFile: Work = (text) => {
  expect(() => parseSettings(text, "staging")).toThrow("settings/staging.json: ");
};

const field = (name: string) => (units: number) => JSON.stringify({ [name]: "a ".repeat(units / 2) });

test.each<[string, Work, (units: number) => string, number]>([
  ["JSON that ends in a comma too many", parseJson, (units) => `[${"1,".repeat(units / 2)}]`, 1 << 18],
  ["what is no JSON", parseJson, (units) => `${" ".repeat(units)}x`, 1 << 18],
  ["an order", parseOrder, field("pickupName"), 1 << 18],
  ["a notice", parseNotice, field("pickupName"), 1 << 18],
  ["an issue", parseIssue, field("text"), 1 << 18],
  ["an SMS", oneSms, (units) => "é😀".repeat(units / 3), 1 << 18],
  ["a value that is shown", shown, (units) => "\u202e".repeat(units), 1 << 18],
  ["a message that is shown", bodyWithoutContacts, (units) => "+1 555 ".repeat(units / 7), 1 << 16],
  ["an email address", membership("email"), (units) => `${"a.".repeat(units / 2)}@example.com`, 1 << 14],
  ["a phone number", membership("sms"), (units) => `+${"1".repeat(units)}`, 1 << 14],
  ["a webhook", membership("https"), (units) => `https://${"a.".repeat(units / 2)}com/`, 1 << 14],
  ["a device", membership("application"), (units) => `arn:aws:sns:${"a-".repeat(units / 2)}`, 1 << 14],
  ["a webhook's body", taken, envelope, 1 << 16],
  ["a webhook's body that is no JSON", delivery, (units) => `{"Message":"${"\\\\".repeat(units / 2)}`, 1 << 18],
  [
    "a filter policy",
    (text) => parseFilterPolicy(JSON.parse(text), "attributes"),
    (units) => JSON.stringify({ audience: Array(units / 2).fill("a") }),
    1 << 16,
  ],
  ["a settings file", settingsFile, field("logRetentionDays"), 1 << 16],
  ["a request of the cashier", (text) => parseRequest(JSON.parse(text), ""), field("pickupName"), 1 << 16],
  ["a credential", (text) => parseCredential("GCM", text), field("private_key"), 1 << 16],
])("reading takes time in proportion to the length: %s", (_, work, make, units) => {
  expect(isLinear(work, make, units)).toBe(true);
});

test("which work that is quadratic does not pass", () => {
  const quadratic: Work = (text) => {
    let sum = 0;
    for (let start = 0; start < text.length; start += 16) sum += text.slice(start).split("a").length;
    return sum;
  };
  expect(isLinear(quadratic, (units) => "a ".repeat(units / 2), 1 << 13)).toBe(false);
});
