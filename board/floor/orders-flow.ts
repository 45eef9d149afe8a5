import type { BoardState } from "../state";

const WINDOW_MS = 10_000;

type Rates = Pick<BoardState["orders"], "inPerSecond" | "outPerSecond" | "secondsToDrain">;

interface Sample {
  readonly at: number;
  /** Waiting, in flight and delayed. */
  readonly total: number;
  /** Orders known to have gone in when the count began: the queue was counted with them. */
  readonly sentBefore: number;
  /** Orders known to have gone in when it was over: the queue may have been counted with them. */
  readonly sentAfter: number;
}

/**
 * How fast orders come and go.
 *
 * SQS tells how many messages there are, not how many passed. What went in is what this board saw go in, or what the
 * queue grew by where that is more (somebody else sends too); what went out is what went in less what the queue grew by.
 * So both are lower bounds where others send, and their difference, which the time to drain is made of, is exact.
 */
export class OrdersFlow {
  private samples: Sample[] = [];
  /** Orders known to have gone into the queue so far. */
  known = 0;

  wentIn(orders: number): void {
    this.known += orders;
  }

  /** @param sentBefore the orders that were known when the count began. @default as many as now */
  sample(at: number, total: number, sentBefore: number = this.known): void {
    const last = this.samples.at(-1);
    if (last !== undefined && at < last.at) this.samples = [];
    this.samples.push({ at, total, sentBefore, sentAfter: this.known });
    // The newest sample that is old enough stays: rates are taken from there.
    while ((this.samples[1]?.at ?? Number.POSITIVE_INFINITY) <= at - WINDOW_MS) this.samples.shift();
  }

  rates(waiting: number): Rates {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.at === first.at) return STANDSTILL;
    const seconds = Math.max(1, (last.at - first.at) / 1_000);
    const grown = last.total - first.total;
    const wentIn = Math.max(last.sentBefore - first.sentAfter, grown, 0);
    const shrinking = -grown / seconds;
    return {
      inPerSecond: rounded(wentIn / seconds),
      outPerSecond: rounded((wentIn - grown) / seconds),
      secondsToDrain: shrinking > 0 && waiting > 0 ? Math.ceil(waiting / shrinking) : null,
    };
  }
}

const STANDSTILL: Rates = { inPerSecond: 0, outPerSecond: 0, secondsToDrain: null };

const rounded = (perSecond: number): number => Math.round(perSecond * 10) / 10;
