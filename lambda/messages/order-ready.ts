import * as v from "valibot";
import { phoneNumber } from "../contacts/phone-number";
import { pushEndpoint } from "../contacts/push";
import type { Parsed } from "../messaging/parse";
import { line, oneOf, parseJsonWith, timestamp, uuid } from "./fields";
import { DRINKS, SIZES } from "./order";

const ready = {
  version: v.literal(1, "must be 1"),
  orderId: uuid,
  drink: oneOf("not on the menu", DRINKS),
  size: oneOf("not a size", SIZES),
  quantity: v.number("must be the number of drinks"),
  pickupName: line("the name to call out", 40),
  pickupLocation: v.optional(line("the place to pick it up", 40)),
  readyAt: timestamp,
};

/** Says nothing of what was given: a notice carries contact details, and its faults are logged. */
const incomplete =
  (rule: string) =>
  ({ path }: v.ObjectIssue): string =>
    path ? "is missing" : rule;

const orderReady = v.object(ready, incomplete("must be a finished order"));
const notice = v.object(
  {
    ...ready,
    notify: v.union(
      [v.object({ sms: phoneNumber }), v.object({ push: pushEndpoint })],
      "must name one phone or one device",
    ),
  },
  incomplete("must be a finished order with the contact of its customer"),
);

/** What everybody may know about a finished order: what the pickup board shows. No contact details. */
export type OrderReady = v.InferOutput<typeof orderReady>;

/** A finished order with the contact details of its customer. The notifier alone receives it. */
export type OrderReadyNotice = v.InferOutput<typeof notice>;

/** Parses what the pickup-board queue delivers. */
export const parseOrderReady = (body: string): Parsed<OrderReady> => parseJsonWith(orderReady, body);

/** Parses what the notifier is handed. */
export const parseNotice = (body: string): Parsed<OrderReadyNotice> => parseJsonWith(notice, body);
