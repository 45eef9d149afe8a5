import { depthPicture } from "../../cli/drill-picture";

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
