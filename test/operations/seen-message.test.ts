import { maskContact, withoutContacts } from "../../operations/mask-contact";
import { bodyWithoutContacts, detailedMessage } from "../../operations/seen-message";
import { ADAS_DEVICE, ADAS_PHONE, anOrder, orderId } from "../lambda/support/orders";

const raw = (body: string) => ({ messageId: "m", body, sentAt: 0, receives: 1, reason: undefined });

describe("a message in detail", () => {
  test("shows all there is to act upon", () => {
    expect(detailedMessage(raw(JSON.stringify(anOrder(1))), "orders", 5_000)).toEqual({
      messageId: "m",
      orderId: orderId(1),
      drink: "latte",
      pickupName: "Ada",
      ageSeconds: 5,
      receives: 1,
      reason: null,
      hopeless: false,
      body: JSON.stringify(anOrder(1)),
    });
  });

  test.each([
    ["where it belongs", JSON.stringify(anOrder(1, { notify: { sms: ADAS_PHONE } }))],
    ["where it does not", JSON.stringify({ drink: ADAS_PHONE, more: [{ [ADAS_DEVICE]: "ada@example.com" }] })],
    ["as a number", JSON.stringify({ phone: 15550142 })],
    ["in what is no JSON", `call ${ADAS_PHONE} or ada@example.com`],
    ["deep inside", `${'{"a":'.repeat(20)}"${ADAS_PHONE}"${"}".repeat(20)}`],
    ["deeper than a stack", `${"[".repeat(50_000)}"${ADAS_PHONE}"${"]".repeat(50_000)}`],
  ])("never shows how to reach the customer: %s", (_, body) => {
    const shown = bodyWithoutContacts(body);
    for (const contact of ["5550142", "0123abcd", "ada@"]) expect(shown).not.toContain(contact);
  });

  test("shows nothing of the field for it, whatever is in there", () => {
    expect(bodyWithoutContacts('{"drink":"tea","notify":{"pager":"room 12"}}')).toBe('{"drink":"tea","notify":"…"}');
  });

  test("is not longer than one cares to read", () => {
    expect(bodyWithoutContacts(`"${"x".repeat(100_000)}"`)).toHaveLength(2_001);
  });
});

test.each([
  ["email", "ada@example.com", "a…@example.com"],
  ["email-json", "ada.b@example.com", "a…@example.com"],
  ["email", '"a@b"@example.com', '"…@example.com'],
  ["email", "nonsense", "…"],
  ["sms", "+15550100", "+1…00"],
  ["sms", "+1555", "…"],
  ["https", "https://user:pw@hooks.example.com:8443/secret/path?token=1", "https://hooks.example.com:8443/…"],
  ["https", "nonsense", "…"],
  ["sqs", "arn:aws:sqs:eu-west-1:123456789012:TriviaArchive", "TriviaArchive"],
  ["lambda", "arn:aws:lambda:eu-west-1:123456789012:function:Reader", "Reader"],
  ["application", "arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/coffee/0123", "GCM/…"],
])("an address in a list %s %s is shown as %s", (protocol, endpoint, masked) => {
  expect(maskContact(protocol, endpoint)).toBe(masked);
});

describe("text from outside", () => {
  test.each([
    ["call +15550142 or ada@example.com", "call … or …"],
    ["call 555-0142-88", "call …"],
    ["call ＋１５５５０１４２ or ٠١٢٣٤٥٦٧", "call … or …"],
    ["call 1\u200b5\u200b5\u200b5\u200b0\u200b1\u200b4\u200b2", "call …"],
    ["ask ada＠example.com", "ask …"],
    ...["at", "AT", "(at)", " [at] "].map((at): [string, string] => [`ask ada ${at} example.com`, "ask …"]),
    ["ask ada at example dot com", "ask …"],
    ["a table at the window, a seat at noon", "a table at the window, a seat at noon"],
    ["arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/coffee/0123abcd-0000-4000-8000-000000000001", "…"],
    ["2026-11-22: call 555 2026-11-22 or 2026-11-22-55", "2026-11-22: call … or …"],
    ["+2026-11-22, 2026-11-22 555, 9999-11-22, 2026-13-22", "…, …, …, …"],
    ...[
      "closes 2026-11-22, opened 2026-11-22T08:00:00Z.",
      "2026-11-22 08:00:00.123+01:00",
      "trace 1-67891233-abcdef012345678912345678, digest 0123456789abcdef01234567",
    ].map((text): [string, string] => [text, text]),
    ["order 0123abcd-0000-4000-8000-000000000001 failed", "order 0123abcd-0000-4000-8000-000000000001 failed"],
    ["not on the menu: motor oil (try one of: espresso)", "not on the menu: motor oil (try one of: espresso)"],
    ["must be a whole number from 1 to 10, not 77", "must be a whole number from 1 to 10, not 77"],
    ["a\u001b[2Jb\u202ec\nd", "a·[2Jb·c·d"],
  ])("%p is shown as %p", (text, shown) => {
    expect(withoutContacts(text)).toBe(shown);
  });

  const PIECES = ["x", "1", "1 ", "@", "a@", "a at ", "at.", "１", "ﷺ", "arn:aws:sns:", "arn:aws", ":endpoint/", "é"];
  test.each(PIECES)("a megabyte of %p is read in a moment", (piece) => {
    const began = Date.now();
    withoutContacts(piece.repeat(2 ** 20 / piece.length));
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
