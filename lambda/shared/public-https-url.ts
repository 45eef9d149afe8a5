import { isIPv4 } from "node:net";
import * as v from "valibot";
import { isPublicAddress } from "./public-address";
import { isPublicName } from "./public-name";

/** Longer ones are cut or refused by what lies on their way. */
export const MAX_URL_CHARACTERS = 2_048;

const EXAMPLE = "must be an https address such as https://partner.example.com/coffee";

/** What is wrong with an address that a stranger chose; undefined when nothing is. */
const faultOf = (text: string): string | undefined => {
  if (!/^[!-[\]-~]+$/.test(text)) return `${EXAMPLE}: ASCII without blanks and backslashes`;
  if (!/^https:\/\/[^/]/i.test(text) || !URL.canParse(text)) return EXAMPLE;
  const { href, port, hostname } = new URL(text);
  if (Math.max(text.length, href.length) > MAX_URL_CHARACTERS)
    return `must be at most ${MAX_URL_CHARACTERS} characters long`;
  if (authorityOf(text).includes("@")) return "must not contain a user name or password";
  if (port !== "") return "must use port 443";
  if (text.includes("#")) return "must not contain a fragment (#…)";
  if (!isPublicHost(hostname)) return "must name a host on the public internet";
  return undefined;
};

const authorityOf = (text: string): string => text.slice("https://".length).split(/[/?#]/, 1)[0] ?? "";

/** `hostname` as the URL parser gives it: IPv4 in dotted decimal whatever its spelling was, IPv6 in brackets. */
const isPublicHost = (hostname: string): boolean => {
  if (hostname.startsWith("[")) return isPublicAddress(hostname.slice(1, -1));
  if (isIPv4(hostname)) return isPublicAddress(hostname);
  return isPublicName(hostname);
};

/**
 * An address that Amazon SNS may be asked to send to on a stranger's behalf: https on port 443 of a public host. It
 * comes out in its one ordinary spelling. The fault never repeats the address, which may carry a secret.
 *
 * Amazon SNS sends from outside of the shop's network, and only after the receiver has confirmed. This check keeps out
 * what is meant for the inside before anything is asked of anybody.
 */
export const publicHttpsUrl = v.pipe(
  v.string(EXAMPLE),
  v.rawCheck(({ dataset, addIssue }) => {
    const message = dataset.typed ? faultOf(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  }),
  v.transform((text) => new URL(text).href),
);
