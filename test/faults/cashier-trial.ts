import { PurgeQueueCommand } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { switchBarista } from "../../operations/barista";
import { engineMessages } from "../../operations/engine-messages";
import { orderIdIn } from "../../operations/seen-message";
import type { Shop } from "../../operations/shop";
import { functionLog } from "../journeys/shop-functions";
import { FaultInjector } from "./fault-injector";
import { type FaultRequest, faultRequests } from "./fault-orders";
import type { FaultyShop } from "./faulty-shop";
import type { CashierResult } from "./report";
import { WIRE_FAULTS, type WireFault } from "./wire";

export interface CashierTrial {
  readonly shop: Shop;
  readonly faulty: FaultyShop;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fault: WireFault) => void;
}

const ORDERS_PER_FAULT = 40;
const CUSTOMERS = 4;

/** The longest that anybody waits here: an answer that takes longer counts as none. */
const PATIENCE_MS = 60_000;

/** Asks the cashier while each call to the queue meets one fault, one after the other; the barista is away, so that orders stay in it. */
export const tryCashier = async (trial: CashierTrial): Promise<CashierResult[]> => {
  const { shop, faulty, seed, signal, onProgress } = trial;
  const results: CashierResult[] = [];
  await switchBarista(shop, false, signal);
  try {
    // Processes that have just started are slow for a reason of their own.
    await askAll(shop, faultRequests(seed, ORDERS_PER_FAULT), signal);
    for (const [place, fault] of WIRE_FAULTS.entries()) {
      onProgress(fault);
      results.push(await tryFault(trial, fault, faultRequests(seed + 1 + place, ORDERS_PER_FAULT)));
    }
  } finally {
    faulty.wire.injector = undefined;
    await shop.sqs.send(new PurgeQueueCommand({ QueueUrl: shop.output("OrdersQueueUrl") }));
    await switchBarista(shop, true, new AbortController().signal);
  }
  return results;
};

const tryFault = async (
  trial: CashierTrial,
  fault: WireFault,
  requests: readonly FaultRequest[],
): Promise<CashierResult> => {
  const { shop, faulty, signal } = trial;
  const { wire } = faulty;
  const injector = new FaultInjector(1, { [fault]: 100 });
  const begun = Date.now();
  wire.injector = injector;
  const answers = await askAll(shop, requests, signal);
  wire.injector = undefined;
  const stored = await idsInQueue(shop);
  const slowestFunctionMs = await slowestFunction(shop, begun);
  const repeated = await askAll(shop, requests, signal);
  const accepted = answers.flatMap(({ orders }) =>
    orders.flatMap(({ orderId, status }) => (status === "accepted" ? [orderId] : [])),
  );
  const repeatedIds = new Set(
    repeated.filter(({ status }) => status === 202).flatMap(({ orders }) => orders.map(({ orderId }) => orderId)),
  );
  const statuses: Record<string, number> = {};
  for (const { status } of answers) statuses[status ?? "none"] = (statuses[status ?? "none"] ?? 0) + 1;
  return {
    fault,
    injected: injector.tally.count().calls,
    requests: requests.length,
    answered: answers.filter(({ status }) => status !== undefined).length,
    statuses,
    slowestMs: Math.max(...answers.map(({ ms }) => ms)),
    slowestFunctionMs,
    falselyAccepted: accepted.filter((orderId) => !stored.has(orderId)).length,
    notRepeatable: requests.flatMap(({ orderIds }) => orderIds).filter((orderId) => !repeatedIds.has(orderId)).length,
  };
};

interface Asked {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly orders: readonly { readonly orderId: string; readonly status: string }[];
  readonly ms: number;
}

const answer = v.object({ orders: v.array(v.object({ orderId: v.string(), status: v.string() })) });

const askAll = async (shop: Shop, requests: readonly FaultRequest[], signal: AbortSignal): Promise<Asked[]> => {
  const asked: Asked[] = [];
  const waiting = requests.values();
  const come = async (): Promise<void> => {
    for (const request of waiting) asked.push(await ask(shop, request, signal));
  };
  await Promise.all(Array.from({ length: CUSTOMERS }, come));
  signal.throwIfAborted();
  return asked;
};

const ask = async (shop: Shop, { forms, idempotencyKey }: FaultRequest, stop: AbortSignal): Promise<Asked> => {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const response = await shop.askFunction(`${shop.output("CashierUrl")}orders`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body: JSON.stringify({ orders: forms }),
      signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const body = v.safeParse(answer, await response.json());
    return { status: response.status, orders: body.success ? body.output.orders : [], ms: took() };
  } catch {
    return { status: undefined, orders: [], ms: took() };
  }
};

const idsInQueue = async (shop: Shop): Promise<ReadonlySet<string>> => {
  const messages = (await engineMessages(shop, shop.output("OrdersQueueUrl"))) ?? [];
  return new Set(messages.flatMap(({ Body }) => orderIdIn(Body) ?? []));
};

const slowestFunction = async (shop: Shop, since: number): Promise<number> => {
  const lines = await functionLog(shop, shop.output("CashierFunctionName"), undefined, since);
  const durations = lines.map((line) => Number(/\tDuration: ([\d.]+) ms/.exec(line)?.[1] ?? 0));
  return Math.max(...durations.filter((ms) => ms > 0));
};
