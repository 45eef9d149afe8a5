import { CauseBook } from "./cause-book";
import type { FunctionCall, Step } from "./function-call";

const call = (step: Step, ...orderIds: string[]): FunctionCall => ({
  service: step === "publish" ? "SNS" : "DynamoDB",
  operation: "",
  step,
  orderIds,
  isRetry: false,
});
const PORT = 4_000;
const OTHER_PORT = 4_001;

let book: CauseBook;
beforeEach(() => {
  book = new CauseBook();
});

test("an order that was announced and noted has no cause to be announced again", () => {
  book.done(call("publish", "one"), PORT);
  book.done(call("complete", "one"), PORT);
  book.ended(PORT);
  expect(book.count("announced", "one")).toBe(0);
});

test("an answer to the announcement that was not heard is a cause for each of its orders", () => {
  book.done(call("publish", "one", "two"), PORT);
  book.unheard(call("publish", "one", "two"));
  expect([book.count("announced", "one"), book.count("announced", "two"), book.count("announced")]).toEqual([1, 1, 2]);
});

test("a note that was not taken is a cause; an acquisition is none", () => {
  book.done(call("publish", "one", "two"), PORT);
  book.notDone(call("acquire", "one"));
  book.notDone(call("complete", "two"));
  expect([book.count("announced", "one"), book.count("announced", "two")]).toEqual([0, 1]);
});

test("each announcement has one cause at most, however much goes wrong after it", () => {
  for (let time = 1; time <= 2; time++) {
    book.done(call("publish", "one"), PORT);
    book.unheard(call("publish", "one"));
    book.notDone(call("complete", "one"));
    book.ended(PORT);
    expect(book.count("announced", "one")).toBe(time);
  }
});

test("a process that ends is a cause for what it had announced and not noted, once, and for nobody else's", () => {
  book.done(call("publish", "one", "two"), PORT);
  book.done(call("publish", "three"), OTHER_PORT);
  book.done(call("complete", "one"), 5_000);
  book.ended(PORT);
  book.ended(PORT);
  expect(["one", "two", "three"].map((orderId) => book.count("announced", orderId))).toEqual([0, 1, 0]);
  book.ended(undefined);
  expect(book.count("announced", "three")).toBe(1);
});

test("it knows when everything of a batch is noted", () => {
  book.done(call("publish", "one", "two"), PORT);
  book.done(call("complete", "one"), PORT);
  expect(book.isAllNoted(call("complete", "one"))).toBe(false);
  book.done(call("complete", "two"), PORT);
  expect(book.isAllNoted(call("complete", "one"))).toBe(true);
});

test("SMS are counted for themselves", () => {
  book.done(call("notify", "one"), PORT);
  book.notDone(call("complete notice", "one"));
  expect([book.count("told", "one"), book.count("announced", "one")]).toEqual([1, 0]);
});
