import { BlockList, isIPv4, isIPv6 } from "node:net";
import * as v from "valibot";

/** Longer ones are cut or refused by what lies on their way. */
export const MAX_URL_CHARACTERS = 2_048;

const EXAMPLE = "must be an https address such as https://partner.example.com/coffee";

/** What is wrong with an address that a customer chose; undefined when nothing is. */
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
 * An address that Amazon SNS may be asked to send to on a customer's behalf: https on port 443 of a public host. It
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

/** IPv4 addresses that are not somebody's public server. */
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // behind a carrier's address translation
  ["127.0.0.0", 8], // this machine
  ["169.254.0.0", 16], // link-local: metadata of instances and tasks
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // retired relays from IPv6
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 3], // multicast, reserved, broadcast
];

/** Parts of 2000::/3, the public part of IPv6, that are not somebody's public server. */
const SPECIAL_IPV6: readonly (readonly [string, number])[] = [
  ["2001::", 23], // protocol assignments; Teredo, which carries an IPv4 address
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4, which carries an IPv4 address
  ["3fff::", 20], // documentation
];

const special = new BlockList();
for (const [network, bits] of SPECIAL_IPV4) special.addSubnet(network, bits, "ipv4");
for (const [network, bits] of SPECIAL_IPV6) special.addSubnet(network, bits, "ipv6");

const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/**
 * Whether an IP address in its ordinary spelling is one on the public internet. Everything of IPv6 outside of 2000::/3 is
 * not: loopback, unique local (ULA), link-local, multicast, mapped and translated IPv4.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml
 */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !special.check(address, "ipv4");
  return isIPv6(address) && globalUnicast.check(address, "ipv6") && !special.check(address, "ipv6");
};

/** Endings that never lead out into the public internet: private networks, this machine, documentation, other networks. */
const SPECIAL_ENDINGS = [
  "alt",
  "arpa",
  "corp",
  "example",
  "home",
  "internal",
  "intranet",
  "invalid",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "mail",
  "onion",
  "private",
  "test",
  // Public names that stand for the address written in them, or for this machine.
  "localtest.me",
  "lvh.me",
  "nip.io",
  "sslip.io",
  "xip.io",
];

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * Whether a host name, in lower case and ASCII, is one that anybody on the internet could look up: at least two labels
 * and no special ending. The name is judged as it is written; what it resolves to is not looked up, since it may
 * resolve to something else a moment later.
 *
 * @see https://www.iana.org/assignments/special-use-domain-names/special-use-domain-names.xhtml
 */
export const isPublicName = (name: string): boolean => {
  const labels = name.split(".");
  const last = labels.at(-1) ?? "";
  if (labels.length < 2 || name.length > 253 || !labels.every((label) => LABEL.test(label))) return false;
  if (!/[a-z]/.test(last)) return false;
  return !SPECIAL_ENDINGS.some((ending) => name === ending || name.endsWith(`.${ending}`));
};
