// Whatever a program of this project asks of its own machine goes there directly: Node.js 24 with NODE_USE_ENV_PROXY, and others with HTTP_PROXY, would ask the proxy for
// localhost. Loaded by each program before anything connects; what it starts inherits it.

/** This machine, as Node.js (brackets) and others (none) want an IPv6 address in the list. */
const HERE = ["localhost", "127.0.0.1", "[::1]", "::1"];

/**
 * A list of hosts that are not asked by a proxy, with this machine in it.
 *
 * @param {string} [given] the list in NO_PROXY
 */
const withLoopback = (given = "") => {
  const hosts = given.split(/[\s,]+/).filter((host) => host !== "");
  return hosts.includes("*") ? "*" : [...new Set([...hosts, ...HERE])].join(",");
};

const { env } = process;
// Programs differ in which of the two they heed, so both say the same.
env.NO_PROXY = env.no_proxy = withLoopback([env.no_proxy, env.NO_PROXY].filter(Boolean).join(","));

module.exports = { withLoopback };
