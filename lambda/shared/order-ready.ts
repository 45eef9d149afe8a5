import * as v from "valibot";
import { line, oneOf, phoneNumber, pushEndpoint, timestamp, uuid } from "./fields";
import { DRINKS, SIZES } from "./menu";
import { type Parsed, parseJson, parseWith } from "./parse";

const ready = {
  version: v.literal(1),
  orderId: uuid,
  drink: oneOf("not on the menu", DRINKS),
  size: oneOf("not a size", SIZES),
  quantity: v.number(),
  pickupName: line("the name to call out", 40),
  readyAt: timestamp,
};

const orderReady = v.object(ready);
const notice = v.object({
  ...ready,
  notify: v.union(
    [v.object({ sms: phoneNumber }), v.object({ push: pushEndpoint })],
    "must name one phone or one device",
  ),
});

/** What everybody may know about a finished order: what the pickup board shows. No contact details. */
export type OrderReady = v.InferOutput<typeof orderReady>;

/** A finished order with the contact details of its customer. The notifier alone receives it. */
export type OrderReadyNotice = v.InferOutput<typeof notice>;

/** Parses what the pickup-board queue delivers. */
export const parseOrderReady = (body: string): Parsed<OrderReady> => {
  const json = parseJson(body);
  return json.ok ? parseWith(orderReady, json.value) : json;
};

/** Parses what the notifier is handed. */
export const parseNotice = (body: string): Parsed<OrderReadyNotice> => {
  const json = parseJson(body);
  return json.ok ? parseWith(notice, json.value) : json;
};
