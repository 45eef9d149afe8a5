import { BlockList, isIPv4, isIPv6 } from "node:net";

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
