import { errorName, log } from "../../../lambda/messaging/log";
import { faultLine, shown } from "../../../lambda/messaging/parse";
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
