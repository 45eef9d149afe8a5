import { placeTwice } from "../../operations/fault-injection";
import { placeOrders } from "../../operations/place-orders";
import type { CashierRequest } from "../../operations/shop";
import { FakeQueues } from "../cli/support/fake-queues";
import { shopWith } from "../cli/support/redrive-queues";

const FORMS = [
  { drink: "latte", pickupName: "Ada" },
  { drink: "tea", pickupName: "Ben" },
];

const answer = (status: number, statuses: string[], headers = {}) =>
  new Response(JSON.stringify({ orders: statuses.map((status, place) => ({ orderId: `order-${place}`, status })) }), {
    status,
    headers,
  });

/** A cashier who gives these answers, one after the other. */
const cashier = (...answers: (Response | Error)[]) => {
  const requests: CashierRequest[] = [];
  const pauses: number[] = [];
  const wait = async (milliseconds: number) => void pauses.push(milliseconds);
  const askCashier = async (request: CashierRequest) => {
    requests.push(request);
    const next = answers.shift() ?? new Error("asked too often");
    if (next instanceof Error) throw next;
    return next;
  };
  return {
    requests,
    pauses,
    place: (forms = FORMS, signal = new AbortController().signal) =>
      placeOrders({ askCashier }, forms, { idempotencyKey: "key-1", signal, wait }),
  };
};

describe("placing orders", () => {
  test("takes a 202 at its word", async () => {
    const { place, requests } = cashier(answer(202, ["accepted", "accepted"]));
    const accepted = new Set(["order-0", "order-1"]);
    expect(await place()).toMatchObject({ accepted, notAccepted: new Set(), problem: undefined });
    expect(requests.map(({ body }) => JSON.parse(body))).toEqual([{ orders: FORMS }]);
  });

  test("sends one order as it is", async () => {
    const { place, requests } = cashier(answer(202, ["accepted"]));
    await place(FORMS.slice(0, 1));
    expect(requests.map(({ body }) => JSON.parse(body))).toEqual([FORMS[0]]);
  });

  test("asks again for what was not accepted, with the same key and the same body", async () => {
    const { place, requests } = cashier(
      answer(207, ["accepted", "not accepted"]),
      answer(503, ["not accepted", "not accepted"]),
      new TypeError("fetch failed"),
      answer(202, ["accepted", "accepted"]),
    );
    const placed = await place();
    expect([[...placed.accepted], placed.problem]).toEqual([["order-0", "order-1"], undefined]);
    expect(requests).toHaveLength(4);
    expect(new Set(requests.map(({ idempotencyKey, body }) => `${idempotencyKey} ${body}`)).size).toBe(1);
  });

  test("keeps what was accepted when a later answer is worse", async () => {
    const answers = [answer(207, ["accepted", "not accepted"])];
    for (let more = 0; more < 5; more++) answers.push(answer(503, ["not accepted", "not accepted"]));
    const placed = await cashier(...answers).place();
    expect([[...placed.accepted], [...placed.notAccepted]]).toEqual([["order-0"], ["order-1"]]);
    expect(placed.problem).toBe("the cashier could not store it in the orders queue");
  });

  test("pauses longer each time, or as long as the cashier asks for, within reason", async () => {
    const silent = cashier(...Array.from({ length: 6 }, () => new TypeError("fetch failed")));
    expect((await silent.place()).problem).toBe("the cashier does not answer (fetch failed)");
    expect(silent.pauses).toEqual([250, 500, 1_000, 2_000, 4_000]);
    const asked = cashier(
      answer(503, [], { "retry-after": "2" }),
      answer(503, [], { "retry-after": "3600" }),
      answer(202, ["accepted", "accepted"]),
    );
    await asked.place();
    expect(asked.pauses).toEqual([2_000, 5_000]);
  });

  describe("when customers have only so much patience", () => {
    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ["setTimeout", "nextTick", "queueMicrotask", "performance"] });
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    const wait = async (milliseconds: number) => void jest.setSystemTime(Date.now() + milliseconds);
    const turnedAway = () => answer(503, ["not accepted", "not accepted"], { "retry-after": "2" });

    test.each([
      [0, 1],
      [3_999, 2],
      [4_000, 3],
      [20_000, 11],
    ])("of %i ms, they ask %i times", async (patienceMs, times) => {
      let asked = 0;
      const askCashier = async () => {
        asked += 1;
        return turnedAway();
      };
      const { signal } = new AbortController();
      const counter = { askCashier, whyNot: "the barista is away" };
      const placed = await placeOrders(counter, FORMS, { idempotencyKey: "key-1", signal, patienceMs, wait });
      expect(placed).toMatchObject({ attempts: times, problem: "the barista is away" });
      expect(asked).toBe(times);
    });
  });

  test.each([400, 404, 405, 413, 415])("does not ask again after a %i", async (status) => {
    const faults = [{ path: "notify.sms", message: "must be a phone number" }];
    const { place, requests } = cashier(new Response(JSON.stringify({ faults }), { status }));
    expect((await place()).problem).toBe("the cashier did not take it: notify.sms: must be a phone number");
    expect(requests).toHaveLength(1);
  });

  test("says what a 403 means", async () => {
    const { place, requests } = cashier(new Response('{"Message":"Forbidden"}', { status: 403 }));
    expect((await place()).problem).toBe("the cashier asks for AWS credentials that may invoke its function URL");
    expect(requests).toHaveLength(1);
  });

  test("does not take a 200 with something else in it for an order", async () => {
    const placed = await cashier(new Response("<html>hello</html>", { status: 200 })).place();
    expect([placed.accepted.size, placed.problem]).toEqual([0, "the cashier answered 200: <html>hello</html>"]);
  });

  test("stops asking when the operator stops", async () => {
    const stopped = AbortSignal.abort();
    const { place, requests } = cashier(answer(202, ["accepted"]));
    await place(FORMS, stopped);
    expect(requests).toHaveLength(0);
  });
});

/** What the queue was sent, behind a shop whose orders queue has this URL. */
const sentTo = async (ordersQueueUrl: string) => {
  const queues = new FakeQueues();
  const sent: unknown[] = [];
  queues.answers.set("SendMessageBatch", ({ QueueUrl, Entries }) => {
    sent.push(...(Entries as object[]).map((entry) => ({ QueueUrl, ...entry })));
    return { Successful: [{ MessageId: "a" }, { MessageId: "b" }], Failed: [] };
  });
  const shop = await shopWith(queues)({ target: "local" }, {});
  await placeTwice({ ...shop, output: () => ordersQueueUrl });
  return sent;
};

const entry = { QueueUrl: expect.any(String), Id: expect.any(String), MessageBody: expect.any(String) };

test("an order in two messages is two messages to a FIFO queue as well", async () => {
  const [first, second] = await sentTo("http://localhost/000000000000/Orders.fifo");
  const placed = { ...entry, MessageGroupId: "careless", MessageDeduplicationId: expect.any(String) };
  expect([first, second]).toEqual([placed, placed]);
  expect(first).not.toMatchObject({ MessageDeduplicationId: Object(second).MessageDeduplicationId });
});

test("a standard queue is told of no group", async () => {
  expect(await sentTo("http://localhost/000000000000/Orders")).toEqual([entry, entry]);
});
