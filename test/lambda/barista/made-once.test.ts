import { LONGEST_ROUND_MS } from "../../../lambda/messaging/deadline";
import { FUNCTION_MS, handedBack, TestBar } from "../support/bar";
import { batchOf } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

eachTestLogs();

const TOLERANCE_MS = 1_000;
const WEEKS_MS = 39 * 86_400_000;
let shop: TestBar;
beforeEach(() => {
  shop = new TestBar();
});

describe("an order is made once", () => {
  test("when two copies of its message come in one batch", async () => {
    expect(await shop.serve(batchOf(anOrder(1), anOrder(2), anOrder(1)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([1, 2].map(orderId));
  });

  test("when a copy comes later, in another batch, at once or weeks after", async () => {
    await shop.serve(batchOf(anOrder(1)));
    expect(await shop.serve(batchOf(anOrder(1), anOrder(2)))).toEqual(handedBack());
    shop.clock.pass(WEEKS_MS);
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([1, 2].map(orderId));
  });

  test("when two baristas get copies at the same moment: the one who comes second leaves it in the queue", async () => {
    const answers = await Promise.all([shop.serve(batchOf(anOrder(1))), shop.serve(batchOf(anOrder(1)))]);
    expect(shop.announcedIds()).toEqual([orderId(1)]);
    expect(answers).toContainEqual(handedBack());
    expect(answers).toContainEqual(handedBack("message-1"));
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([orderId(1)]);
  });

  test("when its copies fail together: all of them are handed back, none is dropped", async () => {
    shop.troubles = { announce: [orderId(1)] };
    expect(await shop.serve(batchOf(anOrder(1), anOrder(2), anOrder(1)))).toEqual(handedBack("message-1", "message-3"));
  });
});

describe("an order is finished although", () => {
  test("the topic refused it at first: after the lease, by whoever gets it then", async () => {
    shop.troubles = { announce: "outage" };
    await shop.serve(batchOf(anOrder(1)));
    shop.troubles = {};
    shop.clock.pass(LONGEST_ROUND_MS + TOLERANCE_MS);
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack("message-1"));
    shop.clock.pass(1);
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([orderId(1)]);
  });

  test("a barista claimed it and was never seen again", async () => {
    await shop.idempotency.acquire(`order#${orderId(1)}`, shop.clock.now() + FUNCTION_MS);
    expect(await shop.serve(batchOf(anOrder(1), anOrder(2)))).toEqual(handedBack("message-1"));
    shop.clock.pass(FUNCTION_MS + 1);
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([2, 1].map(orderId));
  });

  test("its barista crashed after the announcement: it is announced again, under the same id", async () => {
    shop.troubles = { complete: [orderId(1)] };
    await shop.serve(batchOf(anOrder(1)));
    expect(shop.announcedIds()).toEqual([orderId(1)]);
    shop.troubles = {};
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack("message-1"));
    shop.clock.pass(FUNCTION_MS + TOLERANCE_MS + 1);
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([1, 1].map(orderId));
    expect(await shop.serve(batchOf(anOrder(1)))).toEqual(handedBack());
    expect(shop.announcedIds()).toHaveLength(2);
  });
});
