import { account, type OrderEvent } from "../../operations/accounting";
import { brokenPromises, type CampaignResult, type CashierResult, falseAnswers } from "./report";
import { WIRE_FAULTS } from "./wire";

const ids = Array.from({ length: 100 }, (_, number) => `order-${number}`);
const all = (kind: OrderEvent["kind"], orderIds = ids): OrderEvent[] => orderIds.map((orderId) => ({ orderId, kind }));

/** What a campaign notes when all goes well: 99 orders are ready, one was poison. */
const made = [...all("ready", ids.slice(1)), ...all("deadLettered", ["order-0"])];
const events = [...all("attempted"), ...all("acknowledged"), ...made];

const good: CampaignResult = {
  plan: { seed: 1, orders: 99, kills: 3, faultPercent: 1, ordersPerSecond: 1, incidentMs: 1 },
  account: account(events),
  unknown: 0,
  poison: 1,
  diedWell: 0,
  redriven: 2,
  kills: { "after acquire": 2, "at random": 1 },
  wire: {
    ...{ calls: 500, down: 0, retries: 40, hangUps: 3, cut: 0, stored: 101 },
    faults: Object.fromEntries(WIRE_FAULTS.map((fault) => [fault, { "DynamoDB PutItem": 5 }])),
  },
  incidents: [],
  announced: { times: 103, again: 4, causes: 7, withoutCause: 0 },
  told: { times: 5, again: 1, causes: 2, withoutCause: 0 },
  puzzles: {},
  seconds: 10,
};

test("a campaign in which all went well has nothing to complain of", () => {
  expect(brokenPromises(good)).toEqual([]);
});

const BOTH = "1 order both ready and in the dead-letter queue";

test.each<[string, OrderEvent[], string]>([
  ["an order that was acknowledged and never seen again", events.filter((one) => one !== made[6]), "1 order lost"],
  ["an order that nobody placed", [...events, ...all("ready", ["unknown"])], "1 order made that nobody placed"],
  ["an order that is shown twice", [...events, ...all("ready", ["order-7"])], "1 order doubled"],
  ["an order that is ready and dead", [...events, ...all("deadLettered", ["order-7"])], BOTH],
])("it complains of %s", (_, changed, complaint) => {
  expect(brokenPromises({ ...good, account: account(changed) })[0]).toBe(complaint);
});

test.each<[string, Partial<CampaignResult>]>([
  ["orders that were never attempted", { plan: { ...good.plan, orders: 100 } }],
  ["an order that died and could have been made", { diedWell: 1 }],
  ["an announcement made again although nothing had happened", { announced: { ...good.announced, withoutCause: 1 } }],
  ["more announcements than causes", { announced: { ...good.announced, again: 8 } }],
  ["a customer who was told again although nothing had happened", { told: { ...good.told, withoutCause: 1 } }],
  ["a kill that did not take place", { kills: { "after acquire": 2 } }],
  ["a fault that did not take place", { wire: { ...good.wire, faults: { ...good.wire.faults, silent: {} } } }],
])("it complains of %s", (_, changed) => {
  expect(brokenPromises({ ...good, ...changed })).toHaveLength(1);
});

const goodCashier: CashierResult = {
  fault: "silent",
  injected: 21,
  requests: 7,
  answered: 7,
  statuses: { 503: 7 },
  slowestMs: 9_000,
  slowestFunctionMs: 5_000,
  falselyAccepted: 0,
  notRepeatable: 0,
};

test("the trial of the cashier complains of each way to fail", () => {
  expect(falseAnswers(goodCashier)).toEqual([]);
  const tooLittle: readonly Partial<CashierResult>[] = [{ injected: 6 }, { answered: 6 }];
  const ways = [...tooLittle, { slowestFunctionMs: 5_001 }, { falselyAccepted: 1 }, { notRepeatable: 1 }];
  for (const way of ways) expect(falseAnswers({ ...goodCashier, ...way })).toHaveLength(1);
});
