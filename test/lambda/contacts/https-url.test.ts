import { MAX_URL_CHARACTERS, publicHttpsUrl } from "../../../lambda/contacts/https-url";
import { parseWith } from "../../../lambda/messages/fields";
import { HOSTILE_URLS, urlOf } from "../support/hostile-urls";
import { accepted, faultsOf } from "../support/parsed";

const read = (url: unknown) => parseWith(publicHttpsUrl, url);

test.each([
  ["https://partner.example.com/coffee", "https://partner.example.com/coffee"],
  ["https://example.com", "https://example.com/"],
  ["HTTPS://Example.COM/Coffee", "https://example.com/Coffee"],
  ["https://example.com:443/x", "https://example.com/x"],
  ["https://example.com:/x", "https://example.com/x"],
  ["https://example.com?key=s3cret&a=@b", "https://example.com/?key=s3cret&a=@b"],
  ["https://example.com/a/../b/./c", "https://example.com/b/c"],
  ["https://xn--mnchen-3ya.de/", "https://xn--mnchen-3ya.de/"],
  ["https://a.b.c.d.e.example.co.uk/", "https://a.b.c.d.e.example.co.uk/"],
  ["https://abc.lambda-url.eu-west-1.on.aws/", "https://abc.lambda-url.eu-west-1.on.aws/"],
  ["https://localhost.example.com/", "https://localhost.example.com/"],
  ["https://internal.example.com/", "https://internal.example.com/"],
  ["https://notlocal/".replace("notlocal", "not-local.dev"), "https://not-local.dev/"],
  ["https://8.8.8.8/", "https://8.8.8.8/"],
  ["https://134744072/", "https://8.8.8.8/"],
  ["https://172.15.255.255/", "https://172.15.255.255/"],
  ["https://172.32.0.0/", "https://172.32.0.0/"],
  ["https://[2600:9000::1]/", "https://[2600:9000::1]/"],
  [urlOf(MAX_URL_CHARACTERS), urlOf(MAX_URL_CHARACTERS)],
])("a web address of a customer is taken, in its ordinary spelling: %s", (url, href) => {
  expect(accepted(read(url))).toBe(href);
  expect(accepted(read(href))).toBe(href);
});

describe.each(HOSTILE_URLS)("a web address of a customer must not be %s:", (_, rule, urls) => {
  test.each(urls.map((url) => [typeof url === "string" ? url.slice(0, 60) : url, url]))("%j", (_shown, url) => {
    const faults = faultsOf(read(url));
    expect(faults).toEqual([expect.stringMatching(rule)]);
    expect(faults.join()).not.toContain("s3cret");
  });
});

test("what a fault says never repeats an address", () => {
  for (const url of HOSTILE_URLS.flatMap(([, , urls]) => urls)) {
    if (typeof url !== "string" || url.length < 12) continue;
    expect(faultsOf(read(url)).join()).not.toContain(url.replace(/^https:\/\//, ""));
  }
});
