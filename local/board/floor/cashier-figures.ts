import * as v from "valibot";
import { percentile } from "../../../cli/desk/rush-summary";
import { parseJson, parseWith } from "../../../lambda/shared/parse";
import type { CashierState } from "../state";

/** Requests the times are taken over. */
const LAST_REQUESTS = 200;

const answer = v.object({ orders: v.array(v.object({ status: v.string() })) });

/** What the cashier answered to the orders that went through this board. */
export class CashierFigures {
  private accepted = 0;
  private refused = 0;
  private times: readonly number[] = [];

  /** @param onAccepted is told how many orders went into the queue */
  constructor(private readonly onAccepted: (orders: number) => void) {}

  /**
   * Notes an answer: its text and how long it took.
   *
   * @param status 0 for no answer at all
   */
  note(status: number, text: string, ms: number): void {
    this.times = [...this.times, ms].slice(-LAST_REQUESTS);
    const json = parseJson(text);
    const parsed = parseWith(answer, json.ok ? json.value : undefined);
    if (!parsed.ok) {
      if (status < 200 || status >= 300) this.refused += 1;
      return;
    }
    const accepted = parsed.value.orders.filter((order) => order.status === "accepted").length;
    this.accepted += accepted;
    this.refused += parsed.value.orders.length - accepted;
    if (accepted > 0) this.onAccepted(accepted);
  }

  state(): CashierState {
    const ascending = [...this.times].sort((one, other) => one - other);
    const time = (percent: number) => {
      const ms = percentile(ascending, percent);
      return ms === null ? null : Math.round(ms);
    };
    return { accepted: this.accepted, refused: this.refused, p50Ms: time(50), p95Ms: time(95) };
  }
}
