import type { BoardState } from "../../../board/state";
import { QUEUE_NAMES } from "../../../operations/queues";

const AT = Date.UTC(2026, 10, 22, 9, 0, 0);

const place = (aws: string) => ({
  aws,
  command: "aws sqs get-queue-attributes --queue-url http://localhost:4566/000000000000/orders --attribute-names All",
});

/** A shop in which nothing happened yet. */
export const quietShop = (changed: Partial<BoardState> = {}): BoardState => ({
  sequence: 1,
  title: "LOCAL 000000000000 @ localhost:4566",
  target: "local",
  changesAllowed: true,
  engine: "answering",
  at: AT,
  orders: {
    waiting: 0,
    inHand: 0,
    delayed: 0,
    oldestAgeSeconds: 0,
    inPerSecond: 0,
    outPerSecond: 0,
    secondsToDrain: null,
  },
  barista: { state: "Enabled" },
  cashier: { accepted: 0, refused: 0, p50Ms: null, p95Ms: null },
  ready: { count: 0, newest: [] },
  deadLetter: { waiting: 0 },
  queues: QUEUE_NAMES.map((name) => ({ name, waiting: 0, inHand: 0, delayed: 0, oldestAgeSeconds: 0 })),
  depth: [[AT, 0, 0]],
  marks: [],
  rushes: [],
  inbox: { count: 0, newest: [] },
  places: {
    cashier: place("Lambda · function URL"),
    orders: place("SQS · ApproximateNumberOfMessages"),
    barista: place("Lambda · event source mapping"),
    pickupBoard: place("SNS · order-ready topic → SQS"),
    deadLetter: place("SQS · dead-letter queue (redrive policy)"),
  },
  exhibit: { deployed: true, barista: "back" },
  ...changed,
});

/** A shop without a barista after a rush: 50 orders wait. */
export const shopWithoutBarista = (changed: Partial<BoardState> = {}): BoardState =>
  quietShop({
    orders: {
      waiting: 50,
      inHand: 0,
      delayed: 0,
      oldestAgeSeconds: 42,
      inPerSecond: 4.2,
      outPerSecond: 0,
      secondsToDrain: null,
    },
    barista: { state: "Disabled" },
    cashier: { accepted: 1284, refused: 0, p50Ms: 21, p95Ms: 38 },
    ready: {
      count: 1231,
      newest: ["Ada", "Grace", "Edsger"].map((pickupName, place) => ({
        version: 1,
        orderId: `0000000${place}-0000-4000-8000-000000000000`,
        drink: "latte",
        size: "medium",
        quantity: place + 1,
        pickupName,
        readyAt: new Date(AT - 4_000 * place).toISOString(),
        deliveries: 1,
      })),
    },
    deadLetter: { waiting: 3 },
    depth: Array.from({ length: 300 }, (_, second) => [
      AT - (300 - second) * 1_000,
      second < 150 ? (second * 7) % 13 : Math.min(50, (second - 150) * 3),
      second < 150 ? second % 4 : 0,
    ]),
    marks: [
      { at: AT - 150_000, text: "barista away" },
      { at: AT - 140_000, text: "rush of 50" },
    ],
    rushes: [
      {
        id: "one",
        kind: "orders",
        startedAt: AT - 140_000,
        orders: 50,
        accepted: 50,
        refused: 0,
        ready: 0,
        done: false,
        ms: 1_100,
      },
    ],
    ...changed,
  });

/** What a peek at the dead-letter queue finds. */
export const deadMessages = () => [
  {
    messageId: "a",
    orderId: "7c1e0000-0000-4000-8000-000000000000",
    drink: "motor oil",
    pickupName: "Charlotte",
    receiveCount: 1,
    ageSeconds: 120,
    reason: "drink: not on the menu: motor oil (try one of: espresso, latte, tea)",
  },
  {
    messageId: "b",
    orderId: null,
    drink: null,
    pickupName: null,
    receiveCount: 5,
    ageSeconds: 360,
    reason: "not JSON",
  },
  {
    messageId: "c",
    orderId: "f33d0000-0000-4000-8000-000000000000",
    drink: "tea",
    pickupName: "Grace",
    receiveCount: 5,
    ageSeconds: 540,
    reason: "every attempt to make it failed: the barista's log has the reason",
  },
];

/** An issue that has just reached two customers. */
export const messagesInInboxes = (): BoardState["inbox"] => ({
  count: 3,
  newest: (
    [
      ["2", "email", "Did you know?"],
      ["2", "https", null],
      ["3", "sms", null],
    ] as const
  ).map(([customer, protocol, subject], place) => ({
    id: String(place),
    customer,
    protocol,
    newsletter: "trivia",
    subject,
    text: "Did you know? A coffee bean is the seed of a cherry.",
    receivedAt: new Date().toISOString(),
  })),
});

/** Who gets which newsletter. */
export const subscriptions = () => [
  { newsletter: "coupons", protocol: "email", customer: "1", status: "confirmed", filter: null },
  { newsletter: "trivia", protocol: "email", customer: "2", status: "confirmed", filter: null },
  { newsletter: "trivia", protocol: "https", customer: "2", status: "confirmed", filter: { audience: ["students"] } },
  { newsletter: "trivia", protocol: "sms", customer: "3", status: "confirmed", filter: null },
  { newsletter: "trivia", protocol: "email", customer: null, status: "pending", filter: null },
  { newsletter: "trivia", protocol: "lambda", customer: null, status: "confirmed", filter: null },
  { newsletter: "trivia", protocol: "sqs", customer: null, status: "confirmed", filter: null },
];
