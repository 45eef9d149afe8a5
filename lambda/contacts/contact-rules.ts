import * as v from "valibot";
import { listOf, type Variables } from "../messaging/environment";
import { phoneNumber } from "./phone-number";
import { isOwnEndpoint, pushEndpoint, readApplicationArns } from "./push";

/** Whom the shop may write to. An SMS costs money wherever it goes, and a push belongs to the shop's own application. */
export interface ContactRules {
  /** What a phone number has to begin with, `+43` for example; none means that the shop sends no SMS at all. */
  readonly smsCountryPrefixes: "any" | readonly string[];
  /** ARNs of the shop's platform applications; none means that the shop pushes to no device. */
  readonly pushApplicationArns: readonly string[];
}

/** The variables of a function that checks contacts. */
export interface ContactEnvironment {
  /** Comma-separated, `*` for any country, empty for none. */
  readonly SMS_COUNTRY_PREFIXES: string;
  /** Comma-separated, empty for none. */
  readonly PUSH_APPLICATION_ARNS: string;
}

export const CONTACT_VARIABLES = {
  SMS_COUNTRY_PREFIXES: "optional",
  PUSH_APPLICATION_ARNS: "optional",
} as const satisfies Variables<ContactEnvironment>;

/** A country calling code, or one with the first digits of an area: +1, +43, +1876. */
const PREFIX = /^\+[1-9]\d{0,6}$/;

/** @throws Error for what is no rule, so that a wrong deployment fails at its first start */
export const readContactRules = ({ SMS_COUNTRY_PREFIXES, PUSH_APPLICATION_ARNS }: ContactEnvironment): ContactRules => {
  const pushApplicationArns = readApplicationArns(PUSH_APPLICATION_ARNS);
  if (SMS_COUNTRY_PREFIXES.trim() === "*") return { smsCountryPrefixes: "any", pushApplicationArns };
  const smsCountryPrefixes = listOf(SMS_COUNTRY_PREFIXES);
  const wrong = smsCountryPrefixes.find((prefix) => !PREFIX.test(prefix));
  if (wrong === undefined) return { smsCountryPrefixes, pushApplicationArns };
  throw new Error(`not a country prefix: ${wrong} (SMS_COUNTRY_PREFIXES is *, or prefixes such as +1,+43, or empty)`);
};

/** A phone number that the shop may send SMS to. The fault says what is allowed and never what was given. */
export const phoneNumberWithin = ({ smsCountryPrefixes }: ContactRules) =>
  v.pipe(
    phoneNumber,
    v.check(
      (number) => smsCountryPrefixes === "any" || smsCountryPrefixes.some((prefix) => number.startsWith(prefix)),
      smsCountryPrefixes.length === 0
        ? "cannot be used: the shop sends no SMS"
        : `must begin with one of ${[...smsCountryPrefixes].join(", ")}: the shop sends no SMS to other countries`,
    ),
  );

/** A device that the shop may push to: an endpoint of its own application. */
export const pushEndpointWithin = ({ pushApplicationArns }: ContactRules) =>
  v.pipe(
    pushEndpoint,
    v.check(
      (endpoint) => isOwnEndpoint(endpoint, pushApplicationArns),
      pushApplicationArns.length === 0
        ? "cannot be used: the shop pushes to no device"
        : "must be an endpoint of the shop's own application: register the device with the shop first",
    ),
  );
