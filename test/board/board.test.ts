import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BOARD_USAGE, dollarsPerDay, readBoardOptions } from "../../board/board-options";
import { cachedFor, errorDedupe } from "../../board/open-board";
import { pageFiles } from "../../board/page-files";
import { PickupBoard } from "../../board/pickup-board";
import { StoppedClock } from "../lambda/support/memory-idempotency";
import { aFinishedOrder, orderId } from "../lambda/support/orders";
import { words } from "../lambda/support/words";
import { eachTestHasAFolder } from "../support/folder";

describe("the options of the board", () => {
  test("show the local shop unless AWS is named, and are read only there", () => {
    expect(readBoardOptions([])).toMatchObject({ kind: "open", target: "local", changesAllowed: false });
    const words = "--target aws --profile me --region eu-west-1 --port 0 --stage staging".split(" ");
    expect(readBoardOptions(words)).toEqual({
      kind: "open",
      target: "aws",
      profile: "me",
      region: "eu-west-1",
      stage: "staging",
      port: 0,
      changesAllowed: false,
    });
    expect(readBoardOptions(["--target", "aws", "--allow-changes"])).toMatchObject({ changesAllowed: true });
  });

  test.each([
    [["--target", "mars"], "--target must be local or aws, not mars"],
    [["--region", "eu-west-1"], "--region is for a shop on AWS: use it with --target aws"],
    [["--allow-changes"], "--allow-changes is for a shop on AWS"],
    [["--target", "aws", "--port", "99999"], "--port must be a port from 0 to 65535"],
    [["--nonsense"], "--nonsense"],
  ])("say what is wrong: %j", (args, message) => {
    expect(readBoardOptions(args)).toEqual({ kind: "wrong", message: expect.stringContaining(message) });
  });

  test("name the requests that are made, and what they cost", () => {
    expect(BOARD_USAGE).toContain("at most 46 requests a minute, 44 of them to SQS: $0.025 a day");
    expect(BOARD_USAGE).toContain("at most 3 requests a minute, to SQS: $0.002 a day");
    expect(dollarsPerDay(44)).toBeCloseTo(0.0253, 4);
  });
});

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

describe("an answer that is kept", () => {
  const clock = new StoppedClock();

  test("is found out once for all who ask meanwhile, and anew when its time is over or it was forgotten", async () => {
    let asked = 0;
    const kept = cachedFor(100, async () => ++asked, clock.now);
    expect(await Promise.all([kept.ask(), kept.ask()])).toEqual([1, 1]);
    clock.pass(99);
    expect(await kept.ask()).toBe(1);
    clock.pass(1);
    expect(await kept.ask()).toBe(2);
    kept.forget();
    expect(await kept.ask()).toBe(3);
  });

  test("is kept as long when it is a failure, and not at all when there is no time for that", async () => {
    let asked = 0;
    const find = async () => {
      asked += 1;
      if (asked === 1) throw new Error("not now");
      return asked;
    };
    const kept = cachedFor(100, find, clock.now);
    await expect(kept.ask()).rejects.toThrow("not now");
    clock.pass(99);
    await expect(kept.ask()).rejects.toThrow("not now");
    clock.pass(1);
    expect(await kept.ask()).toBe(2);
    asked = 0;
    const passing = cachedFor(0, find, clock.now);
    await expect(passing.ask()).rejects.toThrow("not now");
    expect(await passing.ask()).toBe(2);
  });
});

const folder = eachTestHasAFolder();

const page = () => {
  for (const name of ["index.html", "app.js", "board.css", "notes.txt", ".secret.js"]) {
    writeFileSync(join(folder(), name), `this is ${name}`);
  }
  mkdirSync(join(folder(), "folder.js"));
  symlinkSync("/etc/passwd", join(folder(), "link.js"));
  return pageFiles(folder());
};

const served = async (file: ReturnType<typeof pageFiles>, path: string) => {
  const found = await file(path);
  return found && [found.type, Buffer.from(found.content).toString().slice(0, 40)];
};

describe("the files of the page", () => {
  test("are served with their types", async () => {
    const file = page();
    expect(await served(file, "/")).toEqual(["text/html; charset=utf-8", "this is index.html"]);
    expect(await served(file, "/page/app.js")).toEqual(["text/javascript; charset=utf-8", "this is app.js"]);
    expect(await served(file, "/page/board.css")).toEqual(["text/css; charset=utf-8", "this is board.css"]);
  });

  test.each(words("/vendor/preact.js /vendor/uplot.js /vendor/uplot.css"))(
    "come with their library %s",
    async (path) => {
      expect((await page()(path))?.content.length).toBeGreaterThan(1_000);
    },
  );

  const ELSEWHERE = words(`
    /page/notes.txt /page/.secret.js /page/link.js /page/folder.js /page/ /page/../board-app.ts
    /page/%2e%2e/board-app.ts /page/..%2fboard-app.ts /vendor/../../package.json /vendor/__proto__ /etc/passwd
  `);

  test.each(ELSEWHERE)("are all that is served: not %s", async (path) => {
    expect(await page()(path)).toBeUndefined();
  });

  test("are read anew, so that a change shows after a reload", async () => {
    const file = page();
    writeFileSync(join(folder(), "app.js"), "changed");
    expect(await served(file, "/page/app.js")).toEqual([expect.any(String), "changed"]);
  });
});

const open = (mostOrders?: number) => new PickupBoard(join(folder(), "ready-orders.jsonl"), mostOrders);

const announced = (number: number, MessageId = `message-${number}`) => ({
  MessageId,
  Body: JSON.stringify(aFinishedOrder(number)),
});

const shown = (board: PickupBoard) => board.ready().map((order) => [order.orderId, order.deliveries]);

describe("the pickup board", () => {
  test("shows what is ready, newest first", () => {
    const board = open();
    board.take([announced(1), announced(2)]);
    board.take([announced(3)]);
    expect(board.ready()).toEqual([3, 2, 1].map((number) => ({ ...aFinishedOrder(number), deliveries: 1 })));
  });

  test("shows an order once, however many copies of its announcement come", () => {
    const board = open();
    board.take([announced(1), announced(2), announced(1, "copy")]);
    board.take([announced(1, "another copy")]);
    expect(shown(board)).toEqual([
      [orderId(2), 1],
      [orderId(1), 3],
    ]);
  });

  test("takes a message that is handed out twice for the same copy", () => {
    const board = open();
    board.take([announced(1)]);
    board.take([announced(1)]);
    expect(shown(board)).toEqual([[orderId(1), 1]]);
  });

  test("deals with what it can read, and leaves the rest to the dead-letter queue", () => {
    const readable = announced(1);
    expect(open().take([{ MessageId: "m", Body: "no order" }, readable, { MessageId: "n" }])).toEqual([readable]);
  });

  test("is the same after a restart", () => {
    open().take([announced(1), announced(2), announced(1, "copy")]);
    const restarted = open();
    restarted.take([announced(1, "copy"), announced(2, "a new copy")]);
    expect(shown(restarted)).toEqual([
      [orderId(2), 2],
      [orderId(1), 2],
    ]);
  });

  test("makes room for newer orders", () => {
    const board = open(2);
    board.take([announced(1), announced(2), announced(3)]);
    expect(shown(board).map(([id]) => id)).toEqual([orderId(3), orderId(2)]);
  });
});
