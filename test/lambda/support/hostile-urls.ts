import { MAX_URL_CHARACTERS } from "../../../lambda/contacts/https-url";
import { words } from "./words";

/** Hosts that a customer's web address must not name, by what they are. */
export const HOSTILE_HOSTS: readonly (readonly [string, readonly string[]])[] = [
  [
    "this machine, whatever it is called",
    words(`
      localhost LOCALHOST/ a.localhost localhost.localdomain 127.0.0.1 127.1 127.0.1 127.255.255.254
      2130706433 0x7f000001 0x7f.0.0.1 0x7F.1 0177.0.0.1 017700000001 0177.0x0.0.1 127.0.0.1.
      %31%32%37.0.0.1 12%37.0.0.1 0 0.0.0.0 [::1] [0:0:0:0:0:0:0:1]
      [0000:0000:0000:0000:0000:0000:0000:0001] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]
      127.0.0.1.nip.io a.127-0-0-1.sslip.io localtest.me anything.lvh.me
    `),
  ],
  [
    "private networks",
    words(`
      10.0.0.1 10.255.255.255 012.0.0.1 167772161 172.16.0.1 172.31.255.255 0xac.0x10.0.1 192.168.0.1
      192.168.257 3232235521 100.64.0.1 100.127.255.255 [fc00::1] [fd12:3456:789a::1] [fec0::1]
      [::ffff:10.0.0.1] [::ffff:c0a8:1] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [2002:0a00:0001::1]
      [2001:0:0a00:1::1]
    `),
  ],
  [
    "metadata and link-local addresses",
    words(`
      169.254.169.254/latest/meta-data/ 169.254.170.2/v2/credentials 2852039166 0xa9fea9fe
      0251.0376.0251.0376 [fe80::1] [febf::1] [fd00:ec2::254] [::ffff:169.254.169.254]
      metadata.google.internal ip-10-0-0-1.eu-west-1.compute.internal instance-data
    `),
  ],
  [
    "other special addresses",
    words(`
      192.0.0.1 192.0.2.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1
      240.0.0.1 255.255.255.255 [ff02::1] [2001:db8::1] [3fff::1] [100::1] [5f00::1] [4000::1]
    `),
  ],
  [
    "names that nobody outside can look up",
    [
      ...words(`
      intranet com printer.local wiki.corp nas.home nas.home.arpa router.lan db.internal shop.test
      shop.invalid shop.example abcdefghij.onion example.com. localhost. .example.com example..com
      -example.com example-.com exa_mple.com
    `),
      `${"a".repeat(64)}.com`,
      `${"a.".repeat(127)}com`,
    ],
  ],
];

/** A good web address of that many characters. */
export const urlOf = (characters: number): string =>
  `https://example.com/${"a".repeat(characters - "https://example.com/".length)}`;

const EXAMPLE = /^must be an https address such as /;
const HOST = /^must name a host on the public internet$/;

/** What a web address of a customer must not be, what is said about it, and many ways to try. */
export const HOSTILE_URLS: readonly (readonly [string, RegExp, readonly unknown[]])[] = [
  ["what is no text", EXAMPLE, [undefined, null, 7, true, {}, [], ["https://example.com"]]],
  [
    "another scheme, or none",
    EXAMPLE,
    [
      "",
      ...words(`
        example.com //example.com http://example.com ftp://example.com javascript:alert(1)
        data:text/plain,x file:///etc/passwd https:example.com https:/example.com https:///example.com
        https:// https://?x https://#x blob:https://example.com/1 xhttps://example.com
      `),
    ],
  ],
  [
    "blanks, line breaks, backslashes and other alphabets",
    EXAMPLE,
    [
      ...[" https://example.com", "https://example.com ", "https://example.com/a b", "https://exam\tple.com"],
      ...["https://example.com\r\nHost: evil", "https://example.com\u0000", "https:\\\\example.com"],
      ...["https://example.com\\@10.0.0.1", "https://münchen.de", "https://ⓔxample.com", "https://127。0。0。1"],
      ...["https://①②⑦.0.0.1", "https://example.com/\u202egnp.exe", "https://example.com/\ud800"],
      ...["https://ex\u00adample.com", "https://exa\u200bmple.com"],
    ],
  ],
  [
    "a user name or password",
    /^must not contain a user name or password$/,
    ["https://user@example.com", "https://user:secret@example.com", "https://@example.com", "https://:@example.com"],
  ],
  [
    "another port",
    /^must use port 443$/,
    ["https://example.com:80", "https://example.com:8443", "https://example.com:0", "https://example.com:22/"],
  ],
  ["a port that is none", EXAMPLE, ["https://example.com:x", "https://example.com:65536", "https://example.com:-1"]],
  ["a fragment", /^must not contain a fragment/, ["https://example.com/#x", "https://example.com/#"]],
  ["endless length", /^must be at most 2048 characters long$/, [urlOf(MAX_URL_CHARACTERS + 1), urlOf(100_000)]],
  ["a length that its spelling hides", /^must be at most 2048/, [`https://example.com/${"<".repeat(700)}`]],
  ...HOSTILE_HOSTS.map(([what, hosts]) => [what, HOST, hosts.map((host) => `https://${host}`)] as const),
  [
    "what is no host",
    EXAMPLE,
    words(`
        https://256.1.1.1 https://1.2.3.4.5 https://0x100000000 https://[::1 https://::1 https://[::1]x
        https://[fe80::1%25eth0] https://[1::2::3] https://exa<mple.com https://a%40b.com
        https://example.com%00 https://%
      `),
  ],
];
