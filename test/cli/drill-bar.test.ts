import { PassThrough } from "node:stream";
import { drillBar } from "../../cli/drill-bar";

test("shows the phase and what became of the orders so far", () => {
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 150,
    cursorTo: () => true,
    clearLine: () => true,
  });
  let drawn = "";
  stream.on("data", (text) => {
    drawn += text;
  });
  const bar = drillBar(stream as unknown as NodeJS.WriteStream, 60, () => {});
  bar.phase("the barista is away");
  bar.update({ attempted: 31, acknowledged: 30, ready: 20, waiting: 10 });
  bar.stop();
  expect(drawn).toContain("31/60 attempted · 30 acknowledged · 20 ready · 10 waiting · the barista is away");
});

test("writes a line for each phase where nobody watches", () => {
  const lines: string[] = [];
  const bar = drillBar(undefined, 60, (line) => void lines.push(line));
  bar.update({ attempted: 31, acknowledged: 30, ready: 20, waiting: 10 });
  bar.phase("the barista is away");
  bar.stop();
  expect(lines).toEqual(["the barista is away"]);
});
