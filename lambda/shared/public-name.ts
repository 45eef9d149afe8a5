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
