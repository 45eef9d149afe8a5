// Types of the page, for the editor and the compiler; nothing of this reaches the browser.
// biome-ignore-all lint/suspicious/noExplicitAny: what an action results in is checked by nobody but the server
type BoardState = import("../state").BoardState;
type Rush = BoardState["rushes"][number];
type InboxMessage = BoardState["inbox"]["newest"][number];

/** Whether the stream of the shop is there: not yet, not before the shop is open, yes, no longer. */
type Connection = "connecting" | "opening" | "live" | "lost";

/** What there is to show; no state before the first poll. */
interface View {
  readonly state: BoardState | undefined;
  readonly connection: Connection;
}

interface Fault {
  readonly path: string;
  readonly message: string;
}

/** What came of an action: its result, or why there is none. */
type Outcome =
  | { readonly ok: true; readonly result: any; readonly ms: number }
  | { readonly ok: false; readonly error: string; readonly faults: readonly Fault[]; readonly result?: undefined };

/** An action that a button can start, and what came of it last in words. */
interface Action {
  readonly busy: boolean;
  readonly last:
    | { readonly ok: boolean; readonly text: string; readonly faults: readonly Fault[]; readonly result?: any }
    | undefined;
  start(): void;
  clear(): void;
}

/** What every part of the page may use. */
interface ShopContext {
  readonly state: BoardState | undefined;
  /** Whether this board may change anything in its shop. */
  readonly mayChange: boolean;
  /** The control that the running lesson speaks of. */
  readonly hint: string | undefined;
  /** Epoch milliseconds; moves on every second. */
  readonly now: number;
}

/** What a lesson remembers of the shop as it was when a step began. */
interface Facts {
  readonly at: number;
  readonly waiting: number;
  readonly ready: number;
  readonly dead: number;
  readonly rushes: readonly Rush["id"][];
}

/** Something the shop is asked to do: the name of an action and perhaps its body. */
type Asked = readonly any[];

/**
 * One step: what to do, and the fact in the shop that shows it happened. A step is over when its fact is there, whether
 * or not a button was pressed.
 */
interface Step {
  /** What to do, or what to watch. */
  readonly say: string;
  /** What "Do this step" asks the shop to do; nothing when there is only something to watch. */
  readonly actions?: readonly Asked[];
  /** The control on the board that does it. */
  readonly hint?: string;
  done(now: BoardState, from: Facts, start: Facts): boolean;
  /** What there was to see, in one or two sentences. */
  saw(now: BoardState, from: Facts, start: Facts): string;
}

interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** The answer, in one sentence. */
  readonly idea: string;
  readonly page: "floor" | "newsletters";
  /** Why it cannot be given in this shop. */
  unfit?(now: BoardState): string | false;
  readonly steps: readonly Step[];
}

/** As it is written down: most are for the shop floor. */
type WrittenLesson = Omit<Lesson, "page"> & Partial<Pick<Lesson, "page">>;

/** Where somebody is in a lesson; plain data, so that it survives a reload. `since` is when the step came up. */
interface Progress {
  readonly lesson: string;
  readonly step: number;
  readonly since: number;
  readonly start: Facts;
  readonly from: Facts;
  readonly saw: string;
}

/** The lesson somebody is in, and what can be done about it. */
interface LessonView {
  readonly lesson: Lesson | undefined;
  /** Undefined when the lesson is finished. */
  readonly step: Step | undefined;
  /** Of the step, from 1. */
  readonly number: number;
  /** What the last step showed. */
  readonly saw: string;
  /** Ids of the lessons that were finished in this browser. */
  readonly learnt: readonly string[];
  begin(lesson: Lesson): void;
  end(): void;
}

/** One line of `/api/subscriptions`. */
interface ListedSubscription {
  readonly newsletter: string;
  readonly protocol: string;
  readonly customer: string | null;
  readonly status: "confirmed" | "pending";
  readonly filter: unknown;
}
