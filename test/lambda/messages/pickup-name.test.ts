import { parseOrderRequest } from "../support/contact-rules";
import { accepted, faultsOf } from "../support/parsed";

const rule = "pickupName: must be the name to call out: 1 to 40 characters on one line";
const faults = (pickupName: unknown) => faultsOf(parseOrderRequest({ drink: "latte", pickupName }));

describe("the name to call out", () => {
  test.each([
    ["one character", "A"],
    ["40 characters", "A".repeat(40)],
    ["40 characters outside the basic plane, which count as 40", "☕🫖".repeat(20)],
    ["letters of any script", "Łukasz 李雷"],
    ["what would be markup elsewhere, which is only text here", '<b>"Ada" & \\Bob</b>'],
  ])("may be %s", (_, name) => {
    expect(accepted(parseOrderRequest({ drink: "latte", pickupName: name })).pickupName).toBe(name);
  });

  test("loses the blanks around it, and only those", () => {
    expect(accepted(parseOrderRequest({ drink: "latte", pickupName: "  Ada  L " })).pickupName).toBe("Ada  L");
  });

  test.each([
    ["nothing", "", 0],
    ["blanks alone", " \t ", 0],
    ["41 characters", "A".repeat(41), 41],
    ["41 characters outside the basic plane", "🫖".repeat(41), 41],
    ["a novel", "A".repeat(100_000), 100_000],
  ])("cannot be %s", (_, name, characters) => {
    expect(faults(name)).toEqual([`${rule}, not ${characters}`]);
  });

  test.each([
    ["a line break", "Ada\nBob"],
    ["a line separator", "Ada\u2028Bob"],
    ["a paragraph separator", "Ada\u2029Bob"],
    ["a NUL", "Ada\u0000"],
    ["an escape sequence", "\u001b[31mAda"],
    ["a delete", "Ada\u007f"],
    ["a C1 control", "Ada\u0085Bob"],
    ["a right-to-left override", "Ada\u202eBob"],
    ["a zero-width space", "Ada\u200bBob"],
    ["half a character", "Ada\ud83d"],
    ["the other half", "\udc4bAda"],
    ["what no queue takes", "Ada\uffff"],
    ["the other one that no queue takes", "\ufffeAda"],
  ])("cannot contain %s", (_, name) => {
    expect(faults(name)).toEqual([`${rule}, without control characters, U+FFFE and U+FFFF`]);
  });

  test.each([
    [7, "7"],
    [null, "null"],
    [["Ada"], '["Ada"]'],
    [{ first: "Ada" }, '{"first":"Ada"}'],
  ])("cannot be %j", (name, shown) => {
    expect(faults(name)).toEqual([`${rule}, not ${shown}`]);
  });
});
