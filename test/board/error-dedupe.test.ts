import { Troubles } from "../../board/open-board";

test("troubles are told once for each reason, and again when the shop was seen meanwhile", () => {
  const lines: string[] = [];
  const troubles = new Troubles((line) => lines.push(line));
  for (let time = 1; time <= 3; time++) troubles.met(new Error("AccessDenied"));
  troubles.met(new Error("ExpiredToken"));
  troubles.over();
  troubles.met(new Error("ExpiredToken"));
  expect(lines).toEqual([
    "the board cannot see the shop: AccessDenied",
    "the board cannot see the shop: ExpiredToken",
    "the board cannot see the shop: ExpiredToken",
  ]);
});
