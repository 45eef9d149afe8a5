import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { parseJson } from "../../lambda/messaging/parse";
import { percentile } from "../../operations/rush-summary";
import type { Shop } from "../../operations/shop";
import type { CashierState } from "../state";
import type { ShopFloor } from "./shop-floor";

const LAST_REQUESTS = 200;

/** Orders that are remembered: two of the largest rushes. Who asks again asks soon. */
const LAST_ORDERS = 20_000;

const answer = v.object({ orders: v.array(v.object({ orderId: v.optional(v.string()), status: v.string() })) });

/**
 * What the cashier answered to the orders that went through this board. An order that is asked for again counts once, and
 * as accepted when it is accepted in the end. An answer without orders counts as one refusal, each time.
 */
export class CashierFigures {
  private accepted = 0;
  private refused = 0;
  private times: readonly number[] = [];
  /** Order id -> whether it was accepted; oldest first. */
  private readonly known = new Map<string, boolean>();

  /** @param onAccepted is told how many orders went into the queue */
  constructor(private readonly onAccepted: (orders: number) => void) {}

  /** Notes an answer: its text and how long it took. @param status 0 for no answer at all */
  note(status: number, text: string, ms: number): void {
    this.times = [...this.times, Math.round(ms)].slice(-LAST_REQUESTS);
    const json = parseJson(text);
    const parsed = parseWith(answer, json.ok ? json.value : undefined);
    if (!parsed.ok) {
      if (status < 200 || status >= 300) this.refused += 1;
      return;
    }
    const before = this.accepted;
    for (const order of parsed.value.orders) this.count(order.orderId, order.status === "accepted");
    if (this.accepted > before) this.onAccepted(this.accepted - before);
  }

  state(): CashierState {
    const ascending = [...this.times].sort((one, other) => one - other);
    const [p50Ms, p95Ms] = [percentile(ascending, 50), percentile(ascending, 95)];
    return { accepted: this.accepted, refused: this.refused, p50Ms, p95Ms };
  }

  private count(orderId: string | undefined, isAccepted: boolean): void {
    const known = orderId === undefined ? undefined : this.known.get(orderId);
    if (known === true || known === isAccepted) return;
    if (known === false) this.refused -= 1;
    if (isAccepted) this.accepted += 1;
    else this.refused += 1;
    if (orderId === undefined) return;
    this.known.set(orderId, isAccepted);
    const [oldest] = this.known.keys();
    if (this.known.size > LAST_ORDERS && oldest !== undefined) this.known.delete(oldest);
  }
}

export const withCountedCashier = (shop: Shop, floor: ShopFloor): Shop => ({
  ...shop,
  askCashier: (request) => countedAnswer(floor, () => shop.askCashier(request)),
});

/** Asks the cashier and counts the answer, which somebody else reads as well. */
export const countedAnswer = async (floor: ShopFloor, ask: () => Promise<Response>): Promise<Response> => {
  const began = performance.now();
  const note = (status: number, text: string, ms: number) => {
    floor.figures.note(status, text, ms);
    floor.publishSoon();
  };
  try {
    const response = await ask();
    const ms = performance.now() - began;
    const text = response.clone().text();
    void text.catch(() => "").then((known) => note(response.status, known, ms));
    return response;
  } catch (error) {
    note(0, "", performance.now() - began);
    throw error;
  }
};
