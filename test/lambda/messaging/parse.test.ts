import { errorName, log } from "../../../lambda/messaging/log";
import { faultLine, parseJson, shown } from "../../../lambda/messaging/parse";
import { eachTestLogs } from "../support/logs";

const { lines, facts } = eachTestLogs();

describe("a value from outside, shown in a fault,", () => {
  test.each([
    ["is itself when it is a short text", "motor oil", "motor oil"],
    ["is itself at 40 characters", "a".repeat(40), "a".repeat(40)],
    ["is cut after 40 characters", "a".repeat(41), `${"a".repeat(40)}…`],
    ["is JSON when it is no text", { a: [1, null] }, '{"a":[1,null]}'],
    ["may be missing", undefined, "undefined"],
    ["cannot forge a second log line", 'a\r\n{"message":"b"}\u2028c\u2029d', 'a··{"message":"b"}·c·d'],
    ["cannot colour a terminal or turn the text around", "\u001b[31ma\u202eb", "·[31ma·b"],
    ["has no halves of characters", "\ud83da\udc4b", "·a·"],
    ["is described when it cannot be shown", 1n, "something nested too deeply to show"],
  ])("%s", (_, value, text) => {
    expect(shown(value)).toBe(text);
  });

  test("is not cut through the middle of a character", () => {
    expect(shown(`${"a".repeat(39)}🫖`).isWellFormed()).toBe(true);
  });
});

describe("what is no JSON is told with its place", () => {
  test.each([
    ["", "it is empty"],
    [" \n", "it is empty"],
    ["{", "it ends too early, at line 1, column 2"],
    ['{"sms": "+15550100', "it ends too early, at line 1, column 19"],
    ["-", "it ends too early, at line 1, column 2"],
    ['{\r\n  "a": 1,\r\n}', "a comma too many before } at line 3, column 1"],
    ["[1,2, ]", "a comma too many before ] at line 1, column 7"],
    ["{\n  // Ada's\n}", "a comment at line 2, column 3, which JSON does not have"],
    ["[1, /* one */ 2]", "a comment at line 1, column 5, which JSON does not have"],
    ["[NaN]", 'found "N" at line 1, column 2'],
    ["[🫖]", 'found "🫖" at line 1, column 2'],
    ['{"a":1} {"b":2}', 'found "{" at line 1, column 9'],
    ['"a\nb"', 'found "\\n" at line 1, column 3'],
    ['"at position 3" x', 'found "x" at line 1, column 17'],
    ['x "Unterminated" at position 99', 'found "x" at line 1, column 1'],
    ["\ufeff[1,\n,]", 'found "," at line 2, column 1'],
    [Buffer.from("{}", "utf16le").toString(), "it is not UTF-8: save it as UTF-8"],
    [Buffer.from("\ufeff{}", "utf16le").toString(), "it is not UTF-8: save it as UTF-8"],
  ])("%j", (text, found) => {
    expect(parseJson(text, "body")).toEqual({
      ok: false,
      faults: [{ path: "body", message: `is not JSON: ${found}` }],
    });
  });

  test("and nothing of it repeated but one character", () => {
    const body = JSON.stringify({ sms: "+15550100", pickupName: "Ada Lovelace" });
    for (const text of [`${body}+15550100`, body.slice(1), `${body.slice(0, -1)},}`, body.replace('"+', "+")]) {
      expect(JSON.stringify(parseJson(text))).not.toMatch(/5550|sms|Ada|Love/);
    }
  });
});

test("a byte order mark before JSON is taken", () => {
  expect(parseJson('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
});

test("faults are named in one line, with their places", () => {
  const whole = { path: "", message: "is not JSON" };
  expect(faultLine([whole, { path: "orders[1].drink", message: "is missing" }])).toBe(
    "is not JSON; orders[1].drink: is missing",
  );
});

describe("a log line", () => {
  test("is JSON that can be taken apart, whatever is in it", () => {
    log("order not stored", { orderId: "1", reason: 'a\n"b"', known: undefined });
    expect(facts()).toEqual([{ message: "order not stored", orderId: "1", reason: 'a\n"b"' }]);
    expect(lines().join("")).not.toContain("\n");
  });

  test.each([
    ["an error by its name, not by its words", new TypeError("cannot call +15550100"), "TypeError"],
    ["what is no error by its kind", "+15550100", "string"],
    ["nothing", undefined, "undefined"],
  ])("names %s", (_, thrown, name) => {
    expect(errorName(thrown)).toBe(name);
  });
});
