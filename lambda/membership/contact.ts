import * as v from "valibot";
import { type ContactRules, phoneNumberWithin, pushEndpointWithin } from "../contacts/contact-rules";
import { emailAddress } from "../contacts/email-address";
import { publicHttpsUrl } from "../contacts/https-url";
import { phoneNumber } from "../contacts/phone-number";
import { pushEndpoint } from "../contacts/push";

/** The ways in which a customer can get a newsletter. */
export const PROTOCOLS = ["email", "sms", "https", "push"] as const;

export type Protocol = (typeof PROTOCOLS)[number];

/** Where one customer gets newsletters: an address, in its ordinary spelling. */
export interface Contact {
  readonly protocol: Protocol;
  readonly endpoint: string;
}

/** An address of which a protocol makes sense. */
export type EndpointSchema = v.GenericSchema<string, string>;

/** What an address has to be before anything is sent there. No fault repeats what was given. */
export const newEndpoint =
  (rules: ContactRules) =>
  (protocol: Protocol): EndpointSchema =>
    ({
      email: emailAddress,
      sms: phoneNumberWithin(rules),
      https: publicHttpsUrl,
      push: pushEndpointWithin(rules),
    })[protocol];

/**
 * What an address has to be to be looked for. Rules do not apply: who was subscribed before they changed, or by the
 * settings, can always leave.
 */
export const knownEndpoint = (protocol: Protocol): EndpointSchema => KNOWN[protocol];

const MAX_ENDPOINT = 2_048;

const known = (isOne: (text: string) => boolean, rule: string) =>
  v.pipe(
    v.string(rule),
    v.check((text) => text.length <= MAX_ENDPOINT && isOne(text), rule),
  );

const KNOWN: Readonly<Record<Protocol, EndpointSchema>> = {
  email: known((text) => text.includes("@"), "must be an email address"),
  sms: phoneNumber,
  https: known((text) => /^https?:/i.test(text) && URL.canParse(text), "must be an https address"),
  push: pushEndpoint,
};

/** The names of a protocol at Amazon SNS. A local shop has receivers on this machine, which speak http. */
const AT_SNS: Readonly<Record<Protocol, readonly [string, ...string[]]>> = {
  email: ["email"],
  sms: ["sms"],
  https: ["https", "http"],
  push: ["application"],
};

/** What Amazon SNS calls a protocol that is subscribed to. */
export const snsProtocol = (protocol: Protocol): string => AT_SNS[protocol][0];

/**
 * Whether a subscription as Amazon SNS lists it goes to this contact. Settings may have spelled it differently: email
 * addresses are the same whatever their case, web addresses in whatever spelling.
 */
export const isContact = (
  { protocol, endpoint }: Contact,
  listed: { readonly Protocol?: string | undefined; readonly Endpoint?: string | undefined },
): boolean => {
  const { Protocol: listedProtocol = "", Endpoint: listedEndpoint = "" } = listed;
  if (!AT_SNS[protocol].includes(listedProtocol)) return false;
  if (protocol === "email") return listedEndpoint.toLowerCase() === endpoint.toLowerCase();
  if (protocol === "https") return URL.canParse(listedEndpoint) && hrefOf(listedEndpoint) === hrefOf(endpoint);
  return listedEndpoint === endpoint;
};

const hrefOf = (url: string): string => new URL(url).href;
