import { MAX_URL_CHARACTERS } from "../../../lambda/contacts/https-url";
import { HOSTILE_HOSTS } from "./hostile-hosts";

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
      "example.com",
      "//example.com",
      "http://example.com",
      "ftp://example.com",
      "javascript:alert(1)",
      "data:text/plain,x",
      "file:///etc/passwd",
      "https:example.com",
      "https:/example.com",
      "https:///example.com",
      "https://",
      "https://?x",
      "https://#x",
      "blob:https://example.com/1",
      "xhttps://example.com",
    ],
  ],
  [
    "blanks, line breaks, backslashes and other alphabets",
    EXAMPLE,
    [
      " https://example.com",
      "https://example.com ",
      "https://example.com/a b",
      "https://exam\tple.com",
      "https://example.com\r\nHost: evil",
      "https://example.com\u0000",
      "https:\\\\example.com",
      "https://example.com\\@10.0.0.1",
      "https://münchen.de",
      "https://ⓔxample.com",
      "https://127。0。0。1",
      "https://①②⑦.0.0.1",
      "https://example.com/\u202egnp.exe",
      "https://example.com/\ud800",
      "https://ex\u00adample.com",
      "https://exa\u200bmple.com",
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
    [
      "https://256.1.1.1",
      "https://1.2.3.4.5",
      "https://0x100000000",
      "https://[::1",
      "https://::1",
      "https://[::1]x",
      "https://[fe80::1%25eth0]",
      "https://[1::2::3]",
      "https://exa<mple.com",
      "https://a%40b.com",
      "https://example.com%00",
      "https://%",
    ],
  ],
];
