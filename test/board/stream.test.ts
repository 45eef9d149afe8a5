import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { BoardServer } from "../../board/board-server";
import type { BoardSources } from "../../board/board-sources";
import { ChangeRing, StateFeed } from "../../board/stream/state-feed";
import { stateStream } from "../../board/stream/state-stream";
import { until } from "../support/until";
import { aBoard, feedWith, findings } from "./support/a-board";

const sent = (feed: StateFeed, seen: number | undefined) => {
  const dispatch = feed.since(seen);
  return dispatch && { ...dispatch, data: JSON.parse(dispatch.data) };
};

describe("the state as a feed", () => {
  test("is sent whole to who has seen nothing, or something that is not known here", () => {
    const feed = feedWith();
    feed.update({ barista: { state: "Disabled" } }, [], []);
    for (const seen of [undefined, 12, 999_999]) {
      expect(sent(feed, seen)).toEqual({ event: "snapshot", sequence: 1_001, data: feed.now });
    }
  });

  test("tells what changed, and nothing else", () => {
    const feed = feedWith();
    feed.update({ ...findings(), at: 5, barista: { state: "Disabled" } }, [[5, 1, 0]], [[5, 1, 0]]);
    expect(sent(feed, 1_000)).toEqual({
      event: "change",
      sequence: 1_001,
      data: { sequence: 1_001, at: 5, barista: { state: "Disabled" }, depthAdded: [[5, 1, 0]] },
    });
    expect(feed.since(1_001)).toBeUndefined();
  });

  test("says nothing when only time has passed", () => {
    const feed = feedWith();
    feed.update({ ...findings(), at: 5 }, [], []);
    expect(feed.since(1_000)).toBeUndefined();
  });

  test("tells who was away everything in one piece: the latest of each, and every depth", () => {
    const feed = feedWith();
    for (const at of [1, 2, 3]) feed.update({ at, deadLetter: { waiting: at } }, [], [[at, at, 0]]);
    feed.update({ barista: { state: "Disabled" } }, [], []);
    expect(sent(feed, 1_001)).toEqual({
      event: "change",
      sequence: 1_004,
      data: {
        sequence: 1_004,
        at: 3,
        deadLetter: { waiting: 3 },
        barista: { state: "Disabled" },
        depthAdded: [
          [2, 2, 0],
          [3, 3, 0],
        ],
      },
    });
  });

  test("starts over for who was away for longer than is kept, by number or by size", () => {
    for (const ring of [new ChangeRing(3), new ChangeRing(1_000, 200)]) {
      const feed = feedWith(ring);
      for (let at = 1; at <= 6; at++) feed.update({ at, deadLetter: { waiting: at } }, [], []);
      expect([sent(feed, 1_000)?.event, sent(feed, 1_004)?.event]).toEqual(["snapshot", "change"]);
    }
  });

  test("starts over for who comes from a board that was here before", () => {
    const before = new StateFeed(findings());
    for (let at = 1; at <= 50; at++) before.update({ at, deadLetter: { waiting: at } }, [], []);
    const after = new StateFeed(findings(), before.now.sequence + 1);
    after.update({ barista: { state: "Disabled" } }, [], []);
    expect(sent(after, before.now.sequence)?.event).toBe("snapshot");
  });
});

const DEADLINE_MS = 20_000;

let board: BoardServer;
let sources: BoardSources;
const sockets: Socket[] = [];

beforeEach(async () => {
  sources = aBoard();
  board = await BoardServer.open(0);
  board.show(sources);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await board.close();
});

interface TabEvent {
  readonly event: string;
  readonly id: number;
  readonly data: { readonly sequence: number; readonly deadLetter?: { readonly waiting: number } };
}

/** Opens a tab at the level of its connection, so that a test says when it reads. */
const openTab = async (lastEventId?: number) => {
  const socket = connect(board.port, "127.0.0.1");
  await once(socket, "connect");
  const again = lastEventId === undefined ? "" : `Last-Event-ID: ${lastEventId}\r\n`;
  socket.write(`GET /api/stream HTTP/1.1\r\nHost: localhost:${board.port}\r\n${again}\r\n`);
  const events: TabEvent[] = [];
  let head = "";
  let rest = "";
  // Being cut off is no error of the test.
  socket.on("error", () => undefined);
  socket.setEncoding("utf8");
  socket.on("data", (part: string) => {
    const lines = `${rest}${part}`.split("\n\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [, event, id, data = ""] = /event: (\w+)\nid: (\d+)\ndata: (.*)$/.exec(line) ?? [];
      if (event === undefined) head += `${line}\n\n`;
      else events.push({ event, id: Number(id), data: JSON.parse(data) });
    }
  });
  sockets.push(socket);
  /** What it has read so far: events, and what came besides. */
  return { socket, head: () => head, events: () => events };
};

const change = (waiting: number, text = "") => {
  const { floor } = sources;
  floor.feed.update({ deadLetter: { waiting }, barista: { state: text } }, [], []);
};

const until1 = (what: string, ask: () => boolean) => until(what, DEADLINE_MS, ask);

describe("a tab", () => {
  test("is sent a snapshot, then changes as they come", async () => {
    const tab = await openTab();
    await until1("it has a snapshot", () => tab.events().length === 1);
    const [first] = tab.events();
    expect(tab.head()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*content-type: text\/event-stream[\s\S]*\nretry: 1000\n\n$/);
    expect(first).toMatchObject({ event: "snapshot", data: { target: "local", depth: [] } });
    change(1);
    await until1("it has the change", () => tab.events().length === 2);
    expect(tab.events()[1]).toEqual({
      event: "change",
      id: (first?.id ?? 0) + 1,
      data: { sequence: (first?.id ?? 0) + 1, deadLetter: { waiting: 1 }, barista: { state: "" } },
    });
  });

  test("that comes back is sent what it missed, in one piece", async () => {
    const { sequence } = sources.floor.feed.now;
    for (let waiting = 1; waiting <= 5; waiting++) change(waiting);
    const tab = await openTab(sequence + 2);
    await until1("it has caught up", () => tab.events().length === 1);
    expect(tab.events()).toMatchObject([{ event: "change", id: sequence + 5, data: { deadLetter: { waiting: 5 } } }]);
  });

  test("that comes back with nonsense is sent everything", async () => {
    const tab = await openTab(7);
    await until1("it has a snapshot", () => tab.events().length === 1);
    expect(tab.events()[0]?.event).toBe("snapshot");
  });

  test("counts as somebody who watches, until it is closed", async () => {
    const [one, other] = [await openTab(), await openTab()];
    await until1("both watch", () => sources.watchers.present === 2);
    one.socket.destroy();
    await until1("one has gone", () => sources.watchers.present === 1);
    other.socket.end();
    other.socket.destroy();
    await until1("both have gone", () => sources.watchers.present === 0);
  });

  test("does not count when it asks for the head alone", async () => {
    const response = await fetch(`${board.url}/api/stream`, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(sources.watchers.present).toBe(0);
  });

  test("that does not read has nothing piled up for it, disturbs no other, and catches up with the latest", async () => {
    const slow = await openTab();
    const quick = await openTab();
    await until1("both have a snapshot", () => slow.events().length === 1 && quick.events().length === 1);
    slow.socket.pause();
    const CHANGES = 2_000;
    const load = "x".repeat(20_000);
    for (let waiting = 1; waiting <= CHANGES; waiting++) {
      change(waiting, `${load}${waiting}`);
      // A turn for each, so that there is time to send each by itself.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until1("the other has seen the last", () => lastOf(quick) === CHANGES);
    slow.socket.resume();
    await until1("the slow one has seen the last", () => lastOf(slow) === CHANGES);
    // What was on its way, in the buffers of two sockets, when it stopped reading; and the rest in one piece.
    expect(slow.events().length).toBeLessThan(CHANGES / 4);
  });

  test("that takes nothing for too long is cut off, and may come back", async () => {
    await board.close();
    board = await BoardServer.open(0, { stallMs: 500 });
    board.show(sources);
    const tab = await openTab();
    await until1("it has a snapshot", () => tab.events().length === 1);
    tab.socket.pause();
    let waiting = 0;
    await until1("it is cut off", () => {
      for (let more = 0; more < 20; more++) change(++waiting, `${"x".repeat(400_000)}${waiting}`);
      return sources.watchers.present === 0;
    });
    tab.socket.resume();
    await until1("its connection is closed", () => tab.socket.destroyed);
    const back = await openTab();
    await until1("it is back", () => back.events().length === 1);
    expect(back.events()[0]?.data.deadLetter).toEqual({ waiting });
  });

  test("hears that the board is still there when nothing happens, and may take its time for that", async () => {
    let stalls = 0;
    const stream = stateStream(sources.floor.feed, {
      seen: undefined,
      onGone: () => undefined,
      onStall: () => {
        stalls += 1;
      },
      heartbeatMs: 20,
      stallMs: 200,
    });
    const reader = stream.getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await read()).toMatch(/^retry: 1000\n\nevent: snapshot\n/);
    for (let beat = 1; beat <= 15; beat++) expect(await read()).toBe(": still here\n\n");
    expect(stalls).toBe(0);
    await until1("it is noticed that nobody reads", () => stalls === 1);
    await reader.cancel();
  });

  test("finds room when a hundred are open that never read: who came first makes it", async () => {
    const cut: number[] = [];
    for (let tab = 1; tab <= 100; tab++) sources.watchers.come(() => cut.push(tab));
    const tab = await openTab();
    await until1("the tab gets the state", () => tab.events().length > 0);
    expect([cut, sources.watchers.present]).toEqual([[1], 100]);
  });
});

const lastOf = ({ events }: Awaited<ReturnType<typeof openTab>>) => events().at(-1)?.data.deadLetter?.waiting;
