import { maskContact, withoutContacts } from "../../operations/mask-contact";

describe("an address in a list", () => {
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
  ])("%s %s is shown as %s", (protocol, endpoint, masked) => {
    expect(maskContact(protocol, endpoint)).toBe(masked);
  });
});

describe("text from outside", () => {
  test.each([
    ["call +15550142 or ada@example.com", "call … or …"],
    ["call 555-0142-88", "call …"],
    ["arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/coffee/0123abcd-0000-4000-8000-000000000001", "…"],
    ["order 0123abcd-0000-4000-8000-000000000001 failed", "order 0123abcd-0000-4000-8000-000000000001 failed"],
    ["not on the menu: motor oil (try one of: espresso)", "not on the menu: motor oil (try one of: espresso)"],
    ["must be a whole number from 1 to 10, not 77", "must be a whole number from 1 to 10, not 77"],
    ["a\u001b[2Jb\u202ec\nd", "a·[2Jb·c·d"],
  ])("%p is shown as %p", (text, shown) => {
    expect(withoutContacts(text)).toBe(shown);
  });

  test.each(["x", "1", "1 ", "@", "a@", "arn:aws:sns:", "arn:aws", ":endpoint/", "é"])(
    "a megabyte of %p is read in a moment",
    (piece) => {
      const began = Date.now();
      withoutContacts(piece.repeat(2 ** 20 / piece.length));
      expect(Date.now() - began).toBeLessThan(5_000);
    },
  );
});
