import { PassThrough } from "node:stream";
import { drillBar, rushBar } from "../../cli/progress-bars";

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

/** A screen that keeps what is drawn on it. */
const screen = () => {
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 100,
    cursorTo: () => true,
    clearLine: () => true,
  });
  const drawn = { text: "" };
  stream.on("data", (text) => {
    drawn.text += text;
  });
  return { stream: stream as unknown as NodeJS.WriteStream, drawn };
};

test("shows how many of the orders are ready", () => {
  const { stream, drawn } = screen();
  const bar = rushBar(stream, 200, true);
  bar.update({ accepted: 150, refused: 0, ready: 99, deadLettered: 1 });
  bar.stop();
  expect(drawn.text).toContain("100/200 ready · 150 accepted · 1 dead-lettered");
});

test("shows how many are accepted when nobody waits", () => {
  const { stream, drawn } = screen();
  const bar = rushBar(stream, 200, false);
  bar.update({ accepted: 150, refused: 0, ready: 0, deadLettered: 0 });
  bar.stop();
  expect(drawn.text).toContain("150/200 accepted");
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
