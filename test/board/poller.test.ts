import { AWS_PACE, LOCAL_PACE, requestsPerMinute } from "../../board/floor/pace";
import { Poller, type PollerClock } from "../../board/floor/poller";
import type { PollResult } from "../../board/floor/shop-floor";
import { type CountedShop, countedShop } from "./support/a-board";

/** A clock that does not wait: it goes on to the next moment at which somebody wants to be woken. */
class QuickClock implements PollerClock {
  private time = 1_000_000;
  /** What happens at which moment, in milliseconds from the start. */
  readonly happenings: Happenings = [];

  constructor(
    private readonly endMs: number,
    private readonly end: () => void,
  ) {}

  get elapsed(): number {
    return this.time - 1_000_000;
  }

  readonly now = () => this.time;

  readonly wait = async (milliseconds: number, signal: AbortSignal) => {
    const until = this.elapsed + milliseconds;
    while (!signal.aborted) {
      const [next] = this.happenings;
      if (next === undefined || next.at > Math.min(until, this.endMs)) break;
      this.happenings.shift();
      this.time = 1_000_000 + Math.max(this.elapsed, next.at);
      next.what();
    }
    if (signal.aborted) return;
    this.time = 1_000_000 + Math.min(until, this.endMs);
    if (this.elapsed >= this.endMs) this.end();
  };
}

type Happenings = { readonly at: number; readonly what: () => void }[];

/** `changes` are moments at which somebody comes to watch, or the last one goes. */
const watch = async ({
  counted = countedShop(),
  pace = AWS_PACE,
  minutes = 60,
  changes = [] as readonly number[],
  watched = false,
  happenings = (_: Poller): Happenings => [],
  onResult = () => {},
}) => {
  const closing = new AbortController();
  const clock = new QuickClock(minutes * 60_000, () => closing.abort());
  const polls: { at: number; result: PollResult | Error }[] = [];
  const thrown: unknown[] = [];
  let isWatched = watched;
  const poller = new Poller({
    shop: counted.shop,
    pace,
    isWatched: () => isWatched,
    beginPoll: () => (result) => {
      polls.push({ at: clock.elapsed, result });
      onResult();
    },
    onFailure: (error) => polls.push({ at: clock.elapsed, result: error as Error }),
    onThrow: (error) => thrown.push(error),
    signal: closing.signal,
    clock,
  });
  const comings = changes.map((at) => ({
    at,
    what: () => {
      isWatched = !isWatched;
      if (isWatched) poller.watched();
    },
  }));
  clock.happenings.push(...[...comings, ...happenings(poller)].sort((one, other) => one.at - other.at));
  await poller.run();
  return { counted, polls, thrown };
};

const total = ({ asked }: CountedShop) => [...asked.values()].reduce((sum, count) => sum + count, 0);

describe("the requests that a board on AWS makes (model)", () => {
  test("are those its help names: 46 a minute while somebody watches", async () => {
    const { counted } = await watch({ watched: true, minutes: 60 });
    expect(requestsPerMinute(AWS_PACE.watched)).toEqual({ sqs: 44, lambda: 2 });
    expect(Object.fromEntries(counted.asked)).toEqual({ GetQueueAttributes: 44 * 60, GetEventSourceMapping: 2 * 60 });
  });

  test("are three a minute while nobody does, after a first round of all", async () => {
    const { counted } = await watch({ minutes: 60 });
    expect(requestsPerMinute(AWS_PACE.unwatched)).toEqual({ sqs: 3, lambda: 0 });
    expect(Object.fromEntries(counted.asked)).toEqual({ GetQueueAttributes: 3 * 60 + 8, GetEventSourceMapping: 1 });
  });

  test("are not more however often tabs come and go, or something is done", async () => {
    const changes = Array.from({ length: 2_000 }, (_, place) => place * 150);
    const { counted } = await watch({
      minutes: 5,
      changes,
      happenings: (poller) => changes.map((at) => ({ at: at + 1, what: () => poller.pollSoon() })),
    });
    expect(total(counted)).toBeLessThanOrEqual(46 * 5);
  });

  test("only read: no message is received, nothing is changed", async () => {
    const { counted } = await watch({ watched: true, minutes: 5 });
    expect([...counted.asked.keys()].sort()).toEqual(["GetEventSourceMapping", "GetQueueAttributes"]);
  });

  test("grow rarer while AWS does not answer, down to a poll a minute, and are as before when it does", async () => {
    const counted = countedShop();
    counted.queuesFail = new Error("AccessDenied");
    const { polls } = await watch({
      counted,
      watched: true,
      minutes: 12,
      happenings: () => [{ at: 600_000, what: () => (counted.queuesFail = undefined) }],
    });
    const seconds = polls.map(({ at }) => at / 1_000);
    expect(seconds.slice(0, 6)).toEqual([0, 10, 30, 70, 130, 190]);
    expect(polls[5]?.result).toEqual(counted.queuesFail ?? new Error("AccessDenied"));
    const healed = polls.findIndex(({ result }) => !(result instanceof Error));
    expect((seconds[healed + 1] ?? 0) - (seconds[healed] ?? 0)).toBe(5);
  });
});

describe("the poller", () => {
  test("comes at once when somebody comes to watch, and goes on slowly when they go (model)", async () => {
    const { polls } = await watch({ minutes: 4, changes: [90_000, 100_000] });
    expect(polls.map(({ at }) => at / 1_000)).toEqual([0, 60, 90, 95, 155, 215]);
  });

  test("polls a shop four times a second on this machine, and at once after something was done (model)", async () => {
    const { polls } = await watch({
      counted: countedShop("local"),
      pace: LOCAL_PACE,
      watched: true,
      minutes: 1 / 60,
      happenings: (poller) => [{ at: 610, what: () => poller.pollSoon() }],
    });
    expect(polls.map(({ at }) => at)).toEqual([0, 250, 500, 610, 860]);
  });

  test("keeps the history of a shop on this machine while nobody watches (model)", async () => {
    const { polls } = await watch({ counted: countedShop("local"), pace: LOCAL_PACE, minutes: 1 });
    expect(
      polls.filter(({ result }) => !(result instanceof Error) && result.queues?.some(({ name }) => name === "orders")),
    ).toHaveLength(12);
  });

  test("tells what it saw, each in its own round (model)", async () => {
    const counted = countedShop();
    counted.waiting.set("OrdersQueueUrl", 7);
    const { polls } = await watch({ counted, watched: true, minutes: 0.1 });
    expect(polls[0]?.result).toMatchObject({ baristaState: "Enabled", queues: expect.any(Array) });
    const [first, second] = polls.map(({ result }) => (result instanceof Error ? [] : (result.queues ?? [])));
    expect([first?.length, second?.length]).toEqual([11, 3]);
    expect(first?.find(({ name }) => name === "orders")).toEqual({
      name: "orders",
      waiting: 7,
      inHand: 0,
      delayed: 0,
      oldestAgeSeconds: null,
    });
  });

  test("does without what it may not see of the barista (model)", async () => {
    const counted = countedShop();
    counted.baristaFails = new Error("AccessDenied");
    const { polls } = await watch({ counted, watched: true, minutes: 0.5 });
    expect([polls.some(({ result }) => result instanceof Error), polls.length]).toEqual([false, 6]);
  });

  test("sees the shop's own barista although it may not see the exhibit's (model)", async () => {
    const counted = countedShop("aws", { exhibit: true });
    const { polls: seen } = await watch({ counted, watched: true, minutes: 0.05 });
    expect(seen[0]?.result).toMatchObject({ baristaState: "Enabled", exhibitState: "Disabled" });
    counted.exhibitFails = new Error("AccessDenied");
    const { polls: unseen } = await watch({ counted, watched: true, minutes: 0.05 });
    expect(unseen[0]?.result).toMatchObject({ baristaState: "Enabled", exhibitState: "unknown" });
  });

  test("goes on when what is made of its findings goes wrong (model)", async () => {
    const wrong = new Error("the inbox is broken");
    const onResult = () => {
      throw wrong;
    };
    const { polls, thrown } = await watch({ watched: true, minutes: 0.5, onResult });
    expect(polls.length).toBeGreaterThan(5);
    expect(thrown).toEqual(polls.map(() => wrong));
  });
});
