import { oneLine, table } from "../../cli/table";

const HEADINGS = [{ heading: "name" }, { heading: "count", numeric: true }, { heading: "note" }];

describe("a table", () => {
  test("sets words flush left, numbers flush right, and ends no line in spaces", () => {
    expect(
      table(HEADINGS, [
        ["a", "1", ""],
        ["ünder", "12345678", "x"],
      ]),
    ).toEqual(["name      count  note", "a             1", "ünder  12345678  x"]);
  });

  test("cuts lines to the width of the terminal", () => {
    expect(table(HEADINGS, [["abcdefgh", "1", "long note"]], 12)).toEqual(["name      c…", "abcdefgh   …"]);
    expect(table(HEADINGS, [["abc", "1", "é"]], 14)).toEqual(["name  count  …", "abc       1  é"]);
  });
});

test.each([
  ["two\n  lines", "two lines"],
  [" a\tb ", "a b"],
  ["\u001b[31mred\u0007\u202e", "·[31mred··"],
])("%p on one line is %p", (text, line) => {
  expect(oneLine(text)).toBe(line);
});
