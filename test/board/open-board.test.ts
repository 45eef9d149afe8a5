import { errorDedupe } from "../../board/open-board";

test("errors are told once for each reason, and again when the shop was seen meanwhile", () => {
  const lines: string[] = [];
  const errors = errorDedupe((line) => lines.push(line));
  for (let time = 1; time <= 3; time++) errors.failed(new Error("AccessDenied"));
  errors.failed(new Error("ExpiredToken"));
  errors.succeeded();
  errors.failed(new Error("ExpiredToken"));
  expect(lines).toEqual([
    "the board cannot see the shop: AccessDenied",
    "the board cannot see the shop: ExpiredToken",
    "the board cannot see the shop: ExpiredToken",
  ]);
});
