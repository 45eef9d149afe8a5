import { AWS_PACE, LOCAL_PACE, type Pace, requestsPerMinute } from "../../../board/floor/pace";
import { type LookerClock, Poller } from "../../../board/floor/poller";
import type { Look } from "../../../board/floor/shop-floor";
import { type CountedShop, countedShop } from "../support/counted-shop";

/** A clock that does not wait: it goes on to the next moment at which somebody wants to be woken. */
class QuickClock implements LookerClock {
  private time = 1_000_000;
  /** What happens at which moment, in milliseconds from the start. */
  readonly happenings: { readonly at: number; readonly what: () => void }[] = [];

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

interface Watching {
  readonly counted?: CountedShop;
  readonly pace?: Pace;
  readonly minutes?: number;
  /** Moments at which somebody comes to watch, or the last one goes. */
  readonly changes?: readonly number[];
  readonly watched?: boolean;
  readonly happenings?: (poller: Poller, counted: CountedShop) => { at: number; what: () => void }[];
  readonly onLook?: () => void;
}

const watch = async ({
  counted = countedShop(),
  pace = AWS_PACE,
  minutes = 60,
  changes = [],
  watched = false,
  happenings = () => [],
  onLook = () => undefined,
}: Watching) => {
  const closing = new AbortController();
  const clock = new QuickClock(minutes * 60_000, () => closing.abort());
  const looks: { at: number; look: Look | Error }[] = [];
  const thrown: unknown[] = [];
  let isWatched = watched;
  const poller = new Poller({
    shop: counted.shop,
    pace,
    isWatched: () => isWatched,
    beginLook: () => (look) => {
      looks.push({ at: clock.elapsed, look });
      onLook();
    },
    onFailure: (error) => looks.push({ at: clock.elapsed, look: error as Error }),
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
  clock.happenings.push(...[...comings, ...happenings(poller, counted)].sort((one, other) => one.at - other.at));
  await poller.run();
  return { counted, looks, thrown };
};

const total = ({ asked }: CountedShop) => [...asked.values()].reduce((sum, count) => sum + count, 0);

describe("the requests that a board on AWS makes (model)", () => {
  test("are those its help names: 46 a minute while somebody watches", async () => {
    const { counted } = await watch({ watched: true, minutes: 60 });
    expect(requestsPerMinute(AWS_PACE.watched)).toEqual({ sqs: 44, lambda: 2 });
    expect(Object.fromEntries(counted.asked)).toEqual({ GetQueueAttributes: 44 * 60, GetEventSourceMapping: 2 * 60 });
  });

  test("are three a minute while nobody does, after a first look around", async () => {
    const { counted } = await watch({ minutes: 60 });
    expect(requestsPerMinute(AWS_PACE.unwatched)).toEqual({ sqs: 3, lambda: 0 });
    expect(Object.fromEntries(counted.asked)).toEqual({ GetQueueAttributes: 3 * 60 + 8, GetEventSourceMapping: 1 });
  });

  test("are not more however often tabs come and go, or something is done", async () => {
    const changes = Array.from({ length: 2_000 }, (_, place) => place * 150);
    const { counted } = await watch({
      minutes: 5,
      changes,
      happenings: (poller) => changes.map((at) => ({ at: at + 1, what: () => poller.lookAgain() })),
    });
    expect(total(counted)).toBeLessThanOrEqual(46 * 5);
  });

  test("only read: no message is received, nothing is changed", async () => {
    const { counted } = await watch({ watched: true, minutes: 5 });
    expect([...counted.asked.keys()].sort()).toEqual(["GetEventSourceMapping", "GetQueueAttributes"]);
  });

  test("grow rarer while AWS does not answer, down to a look a minute, and are as before when it does", async () => {
    const counted = countedShop();
    counted.queuesFail = new Error("AccessDenied");
    const { looks } = await watch({
      counted,
      watched: true,
      minutes: 12,
      happenings: () => [{ at: 600_000, what: () => (counted.queuesFail = undefined) }],
    });
    const seconds = looks.map(({ at }) => at / 1_000);
    expect(seconds.slice(0, 6)).toEqual([0, 10, 30, 70, 130, 190]);
    expect(looks[5]?.look).toEqual(counted.queuesFail ?? new Error("AccessDenied"));
    const healed = looks.findIndex(({ look }) => !(look instanceof Error));
    expect((seconds[healed + 1] ?? 0) - (seconds[healed] ?? 0)).toBe(5);
  });
});

describe("the poller", () => {
  test("comes at once when somebody comes to watch, and goes on slowly when they go (model)", async () => {
    const { looks } = await watch({ minutes: 4, changes: [90_000, 100_000] });
    expect(looks.map(({ at }) => at / 1_000)).toEqual([0, 60, 90, 95, 155, 215]);
  });

  test("looks four times a second at a shop on this machine, and at once after something was done (model)", async () => {
    const { looks } = await watch({
      counted: countedShop("local"),
      pace: LOCAL_PACE,
      watched: true,
      minutes: 1 / 60,
      happenings: (poller) => [{ at: 610, what: () => poller.lookAgain() }],
    });
    expect(looks.map(({ at }) => at)).toEqual([0, 250, 500, 610, 860]);
  });

  test("keeps the history of a shop on this machine while nobody watches (model)", async () => {
    const { looks } = await watch({ counted: countedShop("local"), pace: LOCAL_PACE, minutes: 1 });
    expect(
      looks.filter(({ look }) => !(look instanceof Error) && look.queues?.some(({ name }) => name === "orders")),
    ).toHaveLength(12);
  });

  test("tells what it saw, each in its own round (model)", async () => {
    const counted = countedShop();
    counted.waiting.set("OrdersQueueUrl", 7);
    const { looks } = await watch({ counted, watched: true, minutes: 0.1 });
    expect(looks[0]?.look).toMatchObject({ baristaState: "Enabled", queues: expect.any(Array) });
    const [first, second] = looks.map(({ look }) => (look instanceof Error ? [] : (look.queues ?? [])));
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
    const { looks } = await watch({ counted, watched: true, minutes: 0.5 });
    expect(looks.some(({ look }) => look instanceof Error)).toBe(false);
    expect(looks).toHaveLength(6);
  });

  test("sees the shop's own barista although it may not see the exhibit's (model)", async () => {
    const counted = countedShop("aws", { exhibit: true });
    const { looks: seen } = await watch({ counted, watched: true, minutes: 0.05 });
    expect(seen[0]?.look).toMatchObject({ baristaState: "Enabled", exhibitState: "Disabled" });
    counted.exhibitFails = new Error("AccessDenied");
    const { looks: unseen } = await watch({ counted, watched: true, minutes: 0.05 });
    expect(unseen[0]?.look).toMatchObject({ baristaState: "Enabled", exhibitState: "unknown" });
  });

  test("goes on when what is made of its findings goes wrong (model)", async () => {
    const wrong = new Error("the inbox is broken");
    const onLook = () => {
      throw wrong;
    };
    const { looks, thrown } = await watch({ watched: true, minutes: 0.5, onLook });
    expect(looks.length).toBeGreaterThan(5);
    expect(thrown).toEqual(looks.map(() => wrong));
  });
});
