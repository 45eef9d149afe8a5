import { setMaxListeners } from "node:events";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { account } from "../../operations/accounting";
import { switchBarista } from "../../operations/barista";
import { unknownOrdersOnBoard } from "../../operations/drill/drill-mode";
import { readFinalOutcomes } from "../../operations/drill/final-outcomes";
import { readInbox } from "../../operations/inbox";
import { outcomeOf } from "../../operations/order-outcome";
import { pause } from "../../operations/pause";
import { countMessages, totalOf } from "../../operations/queue-depths";
import { choiceBy, redrive } from "../../operations/redrive";
import { redriveRoute } from "../../operations/redrive-message";
import type { Shop } from "../../operations/shop";
import { randomFrom, shuffled } from "../support/random-from";
import type { CauseBook, Once } from "./cause-book";
import { everyFault, FaultInjector } from "./fault-injector";
import { type FaultRequest, faultRequests, namesOf, OrderBook, sendPoison, serveCustomers } from "./fault-orders";
import type { FaultyShop } from "./faulty-shop";
import { nameInSms } from "./function-call";
import { Killer } from "./killer";
import type { CampaignPlan, CampaignResult } from "./report";

interface CampaignPlace {
  readonly shop: Shop;
  readonly faulty: FaultyShop;
  readonly signal: AbortSignal;
}

/** One of a hundred orders can never be made. */
const POISON_SHARE = 0.01;

/** Functions that may be killed. */
const MORTALS = ["BaristaFunctionName", "CashierFunctionName", "NotifierFunctionName"] as const;

/** An order may come back five times, and as often again after it was sent back from the dead-letter queue. */
const DRAIN_PATIENCE_MS = 1_200_000;

/** Has customers place orders in a storm of faults, heals everything, waits until every order has come to an end, and accounts for each. */
export const runCampaign = async (
  plan: CampaignPlan,
  { shop, faulty, signal }: CampaignPlace,
  onProgress: (progress: string) => void,
): Promise<CampaignResult> => {
  const begun = Date.now();
  const requests = faultRequests(plan.seed, plan.orders);
  const names = new Map(
    requests.flatMap(({ forms, orderIds }) => forms.map((form, n) => [form.pickupName, orderIds[n]])),
  );
  // One more than is promised: the last hundred calls of an operation may be cut short before they meet theirs.
  const injector = new FaultInjector(plan.seed, everyFault(plan.faultPercent + 1), (name) => names.get(name));
  const killer = new Killer({
    seed: plan.seed,
    kills: plan.kills,
    causes: injector.causes,
    port: faulty.wire.port,
    names: MORTALS.map((name) => `ministack-lambda-${shop.output(name)}-`),
  });
  const incidents = shuffled(randomFrom(plan.seed, "incidents"), INCIDENTS);
  const book = new OrderBook();
  const tell = (doing: string) =>
    onProgress(
      `${doing}: ${book.attempted.size} of ${plan.orders} attempted, ${book.acknowledged.size} acknowledged, ${killer.count} killed`,
    );

  await shortenVisibility(shop);
  const poison = await sendPoison(shop, plan.seed, Math.ceil(plan.orders * POISON_SHARE), book.note);
  faulty.wire.injector = injector;
  try {
    const onStep = () => tell("faults");
    await storm({ plan, shop, faulty, injector, killer, book, requests, incidents, signal, onStep });
    tell("draining");
    const redriven = await drain(shop, signal);
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
      wire: injector.tally.count(),
      incidents,
      ...(await countRepeats(shop, book.attempted, injector)),
      seconds: Math.round((Date.now() - begun) / 1_000),
    };
  } finally {
    faulty.wire.injector = undefined;
  }
};

/** Has orders come back a moment after their barista must be over, not after six times as long: sooner than is good. */
const shortenVisibility = async (shop: Shop): Promise<void> => {
  const { Timeout = 0 } = await shop.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: shop.output("BaristaFunctionName") }),
  );
  const Attributes = { VisibilityTimeout: String(Timeout + 2) };
  await shop.sqs.send(new SetQueueAttributesCommand({ QueueUrl: shop.output("OrdersQueueUrl"), Attributes }));
};

const DRAIN_POLL_MS = 500;

/** How operations show that an order died of its attempts, and not of itself. */
const EXHAUSTED = "every attempt to make it failed";

/** Waits until no order is on its way, and sends back those that died of their attempts. Resolves to how many messages that were. */
const drain = async (shop: Shop, signal: AbortSignal): Promise<number> => {
  const deadline = Date.now() + DRAIN_PATIENCE_MS;
  const route = await redriveRoute(shop, "ordersDeadLetter");
  const isChosen = choiceBy(EXHAUSTED);
  let redriven = 0;
  for (;;) {
    await untilEmpty(shop, deadline, signal);
    const { result } = await redrive(shop.sqs, route, { action: "move", isChosen, perSecond: undefined, signal });
    redriven += result.moved;
    if (result.moved + result.failed === 0) return redriven;
  }
};

const untilEmpty = async (shop: Shop, deadline: number, signal: AbortSignal): Promise<void> => {
  for (;;) {
    signal.throwIfAborted();
    // An order is in the second queue before it leaves the first.
    const left = totalOf(await countMessages(shop, "orders")) + totalOf(await countMessages(shop, "pickupBoard"));
    if (left === 0) return;
    if (Date.now() > deadline) throw new Error(`${left} messages are still on their way, long after every fault`);
    await pause(DRAIN_POLL_MS, signal);
  }
};

/** The delivery simulator asks for SMS twice a second, less often when there are many. */
const QUIET_POLLS = 4;
const INBOX_POLL_MS = 1_000;

/** Counts what happened to an order more than once, and looks for the cause of each time. */
const countRepeats = async (
  shop: Shop,
  attempted: ReadonlySet<string>,
  { causes, callLog, orderNamed }: FaultInjector,
) => {
  const ready = [...(await outcomeOf(shop).ready(attempted))];
  const announcing = new Map(ready.map(([orderId, { announcements }]) => [orderId, announcements ?? 1]));
  const puzzling = new Set<string>();
  const announced = compare(announcing, "announced", causes, puzzling);
  const told = compare(await smsPerOrder(shop, orderNamed), "told", causes, puzzling);
  return {
    announced,
    told,
    puzzles: Object.fromEntries([...puzzling].map((orderId) => [orderId, callLog.of(orderId)])),
  };
};

const compare = (counts: ReadonlyMap<string, number>, once: Once, causes: CauseBook, puzzling: Set<string>) => {
  const sums = { times: 0, again: 0, withoutCause: 0, causes: causes.count(once) };
  for (const [orderId, count] of counts) {
    sums.times += count;
    sums.again += count - 1;
    const withoutCause = Math.max(0, count - 1 - causes.count(once, orderId));
    sums.withoutCause += withoutCause;
    if (withoutCause > 0) puzzling.add(orderId);
  }
  return sums;
};

/** How many SMS were sent about each order, once no more arrive. */
const smsPerOrder = async (shop: Shop, orderNamed: FaultInjector["orderNamed"]) => {
  const found = new Map<string, number>();
  for (let quiet = 0, before = -1; quiet < QUIET_POLLS; ) {
    found.clear();
    for (const { text } of await readInbox(shop)) {
      const orderId = orderNamed(nameInSms(text));
      if (orderId !== undefined) found.set(orderId, (found.get(orderId) ?? 0) + 1);
    }
    const sum = [...found.values()].reduce((one, other) => one + other, 0);
    quiet = sum === before ? quiet + 1 : 0;
    before = sum;
    await pause(INBOX_POLL_MS, new AbortController().signal);
  }
  return found;
};

interface StormSettings extends CampaignPlace {
  readonly plan: CampaignPlan;
  readonly injector: FaultInjector;
  readonly killer: Killer;
  readonly book: OrderBook;
  readonly requests: readonly FaultRequest[];
  readonly incidents: readonly Incident[];
  readonly onStep: () => void;
}

/** The kills are over with this part of the orders placed, so that the last of them have something to kill. */
const KILLS_BY = 0.8;

/** The faults go on until this part of all orders is ready. */
const FAULTS_UNTIL = 0.8;

const STEP_MS = 200;
const POLL_MS = 1_000;

/** Customers place orders, functions are killed, incidents happen; over when all of it has happened and most orders are ready. */
const storm = async (settings: StormSettings): Promise<void> => {
  const { plan, shop, injector, killer, book, requests, signal, onStep } = settings;
  const over = new AbortController();
  const going = AbortSignal.any([signal, over.signal]);
  setMaxListeners(0, signal, going); // everybody who waits listens to it
  injector.killer = killer;
  const known = book.attempted.size;
  const placed = () => (book.attempted.size - known) / plan.orders;
  const killing = repeat(going, STEP_MS, async () => {
    killer.allowed = Math.ceil(plan.kills * Math.min(1, placed() / KILLS_BY));
    killer.strike();
    onStep();
    return true;
  });
  const { ordersPerSecond } = plan;
  const parts = [
    serveCustomers(shop, requests, { ordersPerSecond, signal: going, note: book.note }),
    incidentsHappen(settings, placed, going),
  ];
  const outcome = outcomeOf(shop);
  const manyAreOpen = async (): Promise<boolean> => {
    const [ready, queue] = await Promise.all([outcome.ready(book.acknowledged), countMessages(shop, "orders")]);
    return ready.size < book.acknowledged.size * FAULTS_UNTIL && queue.waiting + queue.inHand > 0;
  };
  const events = async (): Promise<void> => {
    await Promise.all(parts);
    await repeat(going, POLL_MS, manyAreOpen);
    killer.giveUpPoints();
    await repeat(going, STEP_MS, async () => killer.count < plan.kills);
  };
  try {
    await Promise.race([events(), killing]);
    signal.throwIfAborted();
  } finally {
    over.abort();
    injector.end();
    await Promise.allSettled([killing, ...parts]);
  }
};

const incidentsHappen = async (
  { plan, incidents, ...place }: StormSettings,
  placed: () => number,
  signal: AbortSignal,
): Promise<void> => {
  for (const [number, incident] of incidents.entries()) {
    await repeat(signal, STEP_MS, async () => placed() < (number + 1) / (incidents.length + 1));
    if (signal.aborted) return;
    await happen[incident]({ ...place, durationMs: plan.incidentMs, signal });
  }
};

/** Does something again and again for as long as it says so and nobody wants to stop. */
const repeat = async (signal: AbortSignal, everyMs: number, goesOn: () => Promise<boolean>): Promise<void> => {
  while (!signal.aborted && (await goesOn())) await pause(everyMs, signal);
};

const INCIDENTS = ["barista away", "SNS down", "engine restarted", "DynamoDB down"] as const;

type Incident = (typeof INCIDENTS)[number];

/** Where an incident happens, and for how long. */
interface Scene extends CampaignPlace {
  readonly injector: FaultInjector;
  readonly durationMs: number;
}

const OPENINGS = 3;

/** Lets an incident happen and puts things right again. */
const happen: Readonly<Record<Incident, (scene: Scene) => Promise<void>>> = {
  "barista away": async ({ shop, durationMs, signal }) => {
    await switchBarista(shop, false, signal);
    await pause(durationMs, signal);
    await switchBarista(shop, true, signal);
  },
  "SNS down": (scene) => serviceDown(scene, "SNS"),
  "DynamoDB down": (scene) => serviceDown(scene, "DynamoDB"),
  // The functions lose their connection first, so that nothing changes in the engine while it writes its state down.
  "engine restarted": async ({ faulty, injector, signal }) => {
    await faulty.wire.cut();
    await faulty.shut();
    injector.causes.ended(undefined);
    injector.isCalm = true;
    faulty.wire.isCut = false;
    await openAtLast(faulty, signal);
    injector.isCalm = false;
  },
};

/** The barista begins at once with all that waits: a machine that is busy with it may not open the rest in time. */
const openAtLast = async (faulty: FaultyShop, signal: AbortSignal): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await faulty.open();
      return;
    } catch (error) {
      if (attempt === OPENINGS || signal.aborted) throw error;
      await faulty.shut();
    }
  }
};

const serviceDown = async ({ injector, durationMs, signal }: Scene, service: "SNS" | "DynamoDB"): Promise<void> => {
  injector.down = service;
  await pause(durationMs, signal);
  injector.down = undefined;
};
