import type { Dispatch, StateFeed } from "./state-feed";

/** A browser opens six connections to one place at most, so this many tabs are a program that went wild. */
const MOST_TABS = 100;

/** Who watches the shop through this board: one for each tab. */
export class Watchers {
  /** How to cut each off, in the order in which they came. */
  private readonly here = new Set<() => void>();

  /** @param onFirst is called when somebody comes and nobody was there */
  constructor(private readonly onFirst: () => void) {}

  get present(): number {
    return this.here.size;
  }

  /**
   * Somebody comes. When there is no room, who came first makes it: a tab asks again by itself, and a program that never reads
   * holds no place for ever.
   *
   * @param cutOff ends its connection
   * @returns what to call, any number of times, when they go
   */
  come(cutOff: () => void): () => void {
    const go = () => void this.here.delete(cutOff);
    const [first] = this.here;
    if (first !== undefined && this.present >= MOST_TABS) {
      this.here.delete(first);
      first();
    }
    this.here.add(cutOff);
    if (this.present === 1) this.onFirst();
    return go;
  }
}

interface Following {
  readonly seen: number | undefined;
  /** Called once, when it has gone, closed or not. */
  readonly onGone: () => void;
  /** Called when it has not taken what was sent to it for too long; has to cut the connection. */
  readonly onStall: () => void;
  readonly heartbeatMs?: number;
  readonly stallMs?: number;
}

/** Proxies and laptops that slept are noticed by it. */
const HEARTBEAT_MS = 10_000;

/** A tab in the background takes events too; one that takes none for so long is gone, or will ask again. */
const STALL_MS = 60_000;

const RETRY_MS = 1_000;

/**
 * The state as server-sent events: a snapshot or what was missed, then changes.
 *
 * The next event is made when the tab has taken the last one, so that one event at most is on its way to it.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export const stateStream = (feed: StateFeed, following: Following): ReadableStream<Uint8Array> => {
  const { onGone, onStall, heartbeatMs = HEARTBEAT_MS, stallMs = STALL_MS } = following;
  const encoder = new TextEncoder();
  const gone = new AbortController();
  let { seen } = following;
  let stall: NodeJS.Timeout | undefined;
  let greeting = `retry: ${RETRY_MS}\n\n`;
  const leave = () => {
    clearTimeout(stall);
    if (gone.signal.aborted) return;
    gone.abort();
    onGone();
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        clearTimeout(stall);
        await feed.newerThan(seen, heartbeatMs, gone.signal);
        if (gone.signal.aborted) return;
        const news = feed.since(seen);
        seen = news?.sequence ?? seen;
        controller.enqueue(encoder.encode(greeting + (news === undefined ? ": still here\n\n" : eventText(news))));
        greeting = "";
        stall = setTimeout(() => {
          leave();
          onStall();
        }, stallMs);
        stall.unref();
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
};

/** JSON has no line breaks, so an event is one line of data. */
const eventText = ({ event, sequence, data }: Dispatch): string =>
  `event: ${event}\nid: ${sequence}\ndata: ${data}\n\n`;
