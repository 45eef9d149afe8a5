import { PassThrough } from "node:stream";
import { depthPicture } from "../../cli/drill-picture";
import { drillBar, rushBar } from "../../cli/progress-bars";
import { spanMark, sparkline } from "../../cli/sparkline";
import { oneLine, table } from "../../cli/table";
import { counted, paint, spell } from "../../cli/wording";

test.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1_000, "1 s"],
  [3_240, "3.2 s"],
  [59_900, "59.9 s"],
  [60_000, "1 min"],
  [3_599_999, "59 min"],
  [3_600_000, "1 h"],
  [172_799_000, "47 h"],
  [172_800_000, "2 d"],
])("%d ms are spelled %s", (milliseconds, words) => {
  expect(spell(milliseconds)).toBe(words);
});

test("one order, many orders", () => {
  expect([0, 1, 2].map((count) => counted(count, "order"))).toEqual(["0 orders", "1 order", "2 orders"]);
});

test("colours only where they are wanted", () => {
  expect(paint({ coloured: true }, "bad", "x")).toBe("\u001b[31mx\u001b[0m");
  expect(paint({ coloured: false }, "bad", "x")).toBe("x");
});

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

const at = (...values: number[]) => values.map((value, place) => ({ at: place * 250, value }));

describe("a sparkline", () => {
  test("shows each value, the highest at full height", () => {
    expect(sparkline(at(0, 1, 2, 3, 4, 5, 6, 7), 50)).toBe("▁▂▃▄▅▆▇█");
  });

  test("keeps the peak of values that share a character", () => {
    expect(sparkline(at(0, 0, 0, 9, 0, 0, 0, 0), 4)).toBe("▁█▁▁");
  });

  test("is flat for a queue that was always empty, and empty for no values", () => {
    expect([sparkline(at(0, 0, 0), 50), sparkline([], 50)]).toEqual(["▁▁▁", ""]);
  });

  test("repeats the value before a gap", () => {
    const gap = [
      { at: 0, value: 8 },
      { at: 100, value: 8 },
      { at: 900, value: 0 },
      { at: 1_000, value: 0 },
    ];
    expect(sparkline(gap, 4)).toBe("███▁");
  });

  test("has a span marked below it", () => {
    const points = at(...Array<number>(41).fill(1));
    expect(spanMark(points, 10, 3_000, 6_000)).toBe("   └──┘");
    expect(spanMark(points, 10, 3_000, 3_001)).toBe("   └┘");
  });
});

const depth = [0, 0, 10, 20, 30, 12, 0].map((value, place) => ({ at: place * 1_000, value }));
const picture = (more = {}) =>
  depthPicture({ title: "A drill", subtitle: "30 orders", depth, away: { from: 1_500, until: 4_000 }, ...more });

describe("the picture of the queue", () => {
  test("is one SVG document with its title and description, and asks for nothing from elsewhere", () => {
    expect(picture()).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img"[^>]*>[\s\S]*<\/svg>\n$/);
    expect(picture()).toContain("<title>A drill</title>\n<desc>30 orders</desc>");
    expect(picture()).not.toMatch(/href|url\(|<script|NaN|Infinity|undefined/);
  });

  test("has a point for each value, the deepest at the top of the scale", () => {
    const points = /<polyline points="([^"]*)"/.exec(picture())?.[1]?.split(" ") ?? [];
    expect(points).toHaveLength(depth.length);
    expect([points[0], points[4], points[6]]).toEqual(["56,312", "536,84", "776,312"]);
  });

  test("shades the time the barista was away, when they were", () => {
    expect(picture()).toContain('<rect x="236" y="84" width="300" height="228" fill="#f3e9df"/>');
    expect(picture({ away: undefined })).not.toContain("barista away");
  });

  test("escapes text", () => {
    expect(picture({ title: `<b> & "c"` })).toContain("<title>&lt;b&gt; &amp; &quot;c&quot;</title>");
  });

  test("can be drawn of nothing, of a queue that stayed empty, and of a very deep one", () => {
    for (const none of [
      [],
      [{ at: 0, value: 0 }],
      [
        { at: 5, value: 0 },
        { at: 70_000, value: 123_456 },
      ],
    ]) {
      expect(picture({ depth: none })).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

/** A screen that keeps what is drawn on it. */
const screen = () => {
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 150,
    cursorTo: () => true,
    clearLine: () => true,
  });
  const drawn = { text: "" };
  stream.on("data", (text) => (drawn.text += text));
  return { stream: stream as unknown as NodeJS.WriteStream, drawn };
};

test("shows the phase and what became of the orders so far", () => {
  const { stream, drawn } = screen();
  const bar = drillBar(stream, 60, () => {});
  bar.phase("the barista is away");
  bar.update({ attempted: 31, acknowledged: 30, ready: 20, waiting: 10 });
  bar.stop();
  expect(drawn.text).toContain("31/60 attempted · 30 acknowledged · 20 ready · 10 waiting · the barista is away");
});

test("writes a line for each phase where nobody watches", () => {
  const lines: string[] = [];
  const bar = drillBar(undefined, 60, (line) => void lines.push(line));
  bar.update({ attempted: 31, acknowledged: 30, ready: 20, waiting: 10 });
  bar.phase("the barista is away");
  bar.stop();
  expect(lines).toEqual(["the barista is away"]);
});

test.each([
  ["are ready", true, 99, 1, "100/200 ready · 150 accepted · 1 dead-lettered"],
  ["are accepted when nobody waits", false, 0, 0, "150/200 accepted"],
])("shows how many of the orders %s", (_, waits, ready, deadLettered, line) => {
  const { stream, drawn } = screen();
  const bar = rushBar(stream, 200, waits);
  bar.update({ accepted: 150, refused: 0, ready, deadLettered });
  bar.stop();
  expect(drawn.text).toContain(line);
});

test("makes room for a line", () => {
  const { stream } = screen();
  const bar = rushBar(stream, 200, true);
  const lines: string[] = [];
  bar.note((line) => void lines.push(line))("the barista is away");
  bar.stop();
  expect(lines).toEqual(["the barista is away"]);
});

test("draws nothing where nobody watches", () => {
  const bar = rushBar(undefined, 200, true);
  bar.update({ accepted: 1, refused: 0, ready: 1, deadLettered: 0 });
  bar.stop();
  expect(bar.note((line) => line)).toBeInstanceOf(Function);
});
