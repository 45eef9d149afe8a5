import type { IncomingHttpHeaders } from "node:http";
import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { parseJson } from "../../lambda/messaging/parse";
import { orderIdIn } from "../../operations/seen-message";

/** What a function is about to do with a call, where it is a step on the way of an order. */
export type Step =
  | "store"
  | "acquire"
  | "publish"
  | "complete"
  | "dead-letter"
  | "acquire notice"
  | "notify"
  | "complete notice"
  | "other";

export interface FunctionCall {
  readonly service: "SQS" | "SNS" | "DynamoDB";
  readonly operation: string;
  readonly step: Step;
  readonly orderIds: readonly string[];
  /** The SDK had no luck with the same call before. */
  readonly isRetry: boolean;
}

const batch = v.object({
  Entries: v.array(v.object({ MessageBody: v.optional(v.string(), ""), MessageAttributes: v.optional(v.unknown()) })),
});
const entry = v.object({ Item: v.object({ id: v.object({ S: v.string() }), state: v.object({ S: v.string() }) }) });
const payloads = v.object({ default: v.string() });

/** Recognises a call by what is on the wire; undefined for none to SQS, SNS or DynamoDB. An SMS only shows the name that is called out. */
export const readCall = (
  headers: IncomingHttpHeaders,
  body: string,
  orderNamed: (pickupName: string) => string | undefined,
): FunctionCall | undefined => {
  const isRetry = /attempt=(?!1;)/.test(`${headers["amz-sdk-request"]};`);
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true) {
    const form = new URLSearchParams(body);
    return { service: "SNS", operation: form.get("Action") ?? "", isRetry, ...snsStep(form, orderNamed) };
  }
  const [, api, operation] = /^(AmazonSQS|DynamoDB_\w+)\.(\w+)$/.exec(`${headers["x-amz-target"]}`) ?? [];
  if (operation === undefined) return undefined;
  return api === "AmazonSQS"
    ? { service: "SQS", operation, isRetry, ...sqsStep(body) }
    : { service: "DynamoDB", operation, isRetry, ...storeStep(body) };
};

interface Read {
  readonly step: Step;
  readonly orderIds: readonly string[];
}

const OTHER: Read = { step: "other", orderIds: [] };

const snsStep = (form: URLSearchParams, orderNamed: (pickupName: string) => string | undefined): Read => {
  if (form.get("Action") === "PublishBatch") {
    const messages = [...form].flatMap(([name, value]) => (/\.Message$/.test(name) ? [value] : []));
    return { step: "publish", orderIds: messages.flatMap((message) => idIn(read(payloads, message)?.default)) };
  }
  if (form.get("Action") !== "Publish" || !form.has("PhoneNumber")) return OTHER;
  const orderId = orderNamed(nameInSms(form.get("Message") ?? ""));
  return { step: "notify", orderIds: orderId === undefined ? [] : [orderId] };
};

/** The name that an SMS calls out; empty when it calls nobody. */
export const nameInSms = (text: string): string => /^(.*), your /.exec(text)?.[1] ?? "";

const sqsStep = (body: string): Read => {
  const entries = read(batch, body)?.Entries ?? [];
  const orderIds = entries.flatMap(({ MessageBody }) => idIn(MessageBody));
  if (orderIds.length === 0) return OTHER;
  return { step: entries[0]?.MessageAttributes === undefined ? "store" : "dead-letter", orderIds };
};

const storeStep = (body: string): Read => {
  const item = read(entry, body)?.Item;
  const [, what, orderId] = /^(order|notice)#(.*)$/.exec(item?.id.S ?? "") ?? [];
  if (item === undefined || orderId === undefined) return OTHER;
  const verb = item.state.S === "finished" ? "complete" : "acquire";
  return { step: what === "order" ? verb : `${verb} notice`, orderIds: [orderId] };
};

const idIn = (body: string | undefined): string[] => {
  const orderId = orderIdIn(body ?? "");
  return orderId === null ? [] : [orderId];
};

const read = <S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | undefined => {
  const json = parseJson(text);
  const parsed = json.ok ? parseWith(schema, json.value) : undefined;
  return parsed?.ok ? parsed.value : undefined;
};
