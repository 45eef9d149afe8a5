import type { ContactRules } from "../../../lambda/contacts/contact-rules";
import { orderRequestParser } from "../../../lambda/messages/order";

/** The platform applications of the shop in these tests. */
export const APPLICATIONS = [
  "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee",
  "arn:aws:sns:eu-west-1:123456789012:app/APNS/coffee",
] as const;

/** Rules of a shop that sends SMS to any country and pushes to the devices of these tests. */
export const OPEN_RULES: ContactRules = { smsCountryPrefixes: "any", pushApplicationArns: APPLICATIONS };

/** Parses a request at a counter with such rules. */
export const parseOrderRequest = orderRequestParser(OPEN_RULES);
