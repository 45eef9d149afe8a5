import { account } from "../../operations/accounting";
import { unknownOrdersOnBoard } from "../../operations/drill/drill-mode";
import { readFinalOutcomes } from "../../operations/drill/final-outcomes";
import { outcomeOf } from "../../operations/order-outcome";
import type { Shop } from "../../operations/shop";
import { randomFrom, shuffled } from "../support/random-from";
import type { CampaignPlan, CampaignResult } from "./campaign-result";
import { countRepeats } from "./count-repeats";
import { drain } from "./drain";
import { faultRequests, namesOf } from "./fault-orders";
import { everyFault } from "./fault-plan";
import type { FaultyShop } from "./faulty-shop";
import { INCIDENTS } from "./incidents";
import { Killer } from "./killer";
import { OrderBook } from "./order-book";
import { sendPoison } from "./poison";
import { shortenVisibility } from "./shorten-visibility";
import { storm } from "./storm";
import { Trouble } from "./trouble";

/** How a campaign is going. */
export interface CampaignProgress {
  readonly doing: string;
  readonly attempted: number;
  readonly acknowledged: number;
  readonly kills: number;
}

/** Where a campaign takes place. */
export interface CampaignPlace {
  readonly shop: Shop;
  readonly faulty: FaultyShop;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CampaignProgress) => void;
}

/** One of a hundred orders can never be made. */
const POISON_SHARE = 0.01;

/** Functions that may be killed. */
const MORTALS = ["BaristaFunctionName", "CashierFunctionName", "NotifierFunctionName"] as const;

/** An order may come back five times, and as often again after it was sent back from the dead-letter queue. */
const DRAIN_PATIENCE_MS = 600_000;

/**
 * Has customers place orders while calls fail, functions are killed and whole services go away; then heals everything,
 * waits until every order has come to an end, and accounts for each.
 *
 * @throws Error when orders are still on their way long after everything is well again, or the signal's reason
 */
export const runCampaign = async (plan: CampaignPlan, place: CampaignPlace): Promise<CampaignResult> => {
  const { shop, faulty, signal, onProgress } = place;
  const begun = Date.now();
  const requests = faultRequests(plan.seed, plan.orders);
  const names = new Map(
    requests.flatMap(({ forms, orderIds }) => forms.map((form, n) => [form.pickupName, orderIds[n]])),
  );
  // One more than is promised: the last hundred calls of an operation may be cut short before they meet theirs.
  const trouble = new Trouble(plan.seed, everyFault(plan.faultPercent + 1), (name) => names.get(name));
  const killer = new Killer({
    seed: plan.seed,
    kills: plan.kills,
    causes: trouble.causes,
    port: faulty.wire.port,
    names: MORTALS.map((name) => `ministack-lambda-${shop.output(name)}-`),
  });
  const incidents = shuffled(randomFrom(plan.seed, "incidents"), INCIDENTS);
  const book = new OrderBook();
  const tell = (doing: string) =>
    onProgress({ doing, attempted: book.attempted.size, acknowledged: book.acknowledged.size, kills: killer.count });

  await shortenVisibility(shop);
  const poison = await sendPoison(shop, plan.seed, Math.ceil(plan.orders * POISON_SHARE), book.note);
  faulty.wire.mischief = trouble;
  try {
    const onProgress = () => tell("faults");
    await storm({ plan, shop, faulty, trouble, killer, book, requests, incidents, signal, onProgress });
    tell("draining");
    const redriven = await drain(shop, { patienceMs: DRAIN_PATIENCE_MS, signal });
    const { events, stillWaiting } = await readFinalOutcomes(outcomeOf(shop), book);
    const unknownOrders = await unknownOrdersOnBoard(shop, namesOf(plan.seed), book.attempted);
    for (const event of events) book.note(event);
    for (const orderId of unknownOrders) book.note({ orderId, kind: "ready" });
    return {
      plan,
      account: account(book.events, { stillWaiting }),
      unknown: book.attempted.size - book.acknowledged.size,
      poison: poison.size,
      diedWell: events.filter(({ kind, orderId }) => kind === "deadLettered" && !poison.has(orderId)).length,
      redriven,
      kills: Object.fromEntries(killer.kills),
      wire: trouble.tally.count(),
      incidents,
      ...(await countRepeats(shop, book.attempted, trouble)),
      seconds: Math.round((Date.now() - begun) / 1_000),
    };
  } finally {
    faulty.wire.mischief = undefined;
  }
};
