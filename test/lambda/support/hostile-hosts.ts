const words = (text: string): readonly string[] => text.trim().split(/\s+/);

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
