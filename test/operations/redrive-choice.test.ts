import { choiceBy } from "../../operations/redrive";
import type { FakeQueues } from "../cli/support/fake-queues";
import { copies, DEAD, newQueues, ORDERS, redriveOnce } from "../cli/support/redrive-queues";
import { ADAS_PHONE, anOrder, orderId } from "../lambda/support/orders";

const text = (StringValue: string) => ({ DataType: "String", StringValue });

let fake: FakeQueues;
beforeEach(() => {
  fake = newQueues();
});

const visible = (url: string) => fake.of(url).filter(({ visibleAt }) => visibleAt <= fake.now);

describe("a redrive of chosen messages", () => {
  test.each([
    ["an order id", orderId(2), [2]],
    ["a drink", "MOTOR", [3]],
    ["a reason", "not on the menu", [3]],
    ["nothing that is there", "espresso", []],
  ])("moves only those chosen by %s; the others are visible at once", async (_, match, chosen) => {
    fake.put(DEAD, anOrder(1));
    fake.put(DEAD, anOrder(2));
    fake.put(DEAD, { ...anOrder(3), drink: "motor oil" }, { attributes: { reason: text("drink: Not on the menu") } });
    const { result } = await redriveOnce(fake, { isChosen: choiceBy(match) });
    expect(result).toEqual({ found: 3, moved: chosen.length, dropped: 0, kept: 3 - chosen.length, failed: 0 });
    expect([...copies(fake).keys()]).toEqual(chosen.map((number) => orderId(number)));
    expect(visible(DEAD)).toHaveLength(3 - chosen.length);
  });

  test("finds no customer by contact details", async () => {
    fake.put(DEAD, anOrder(1, { notify: { sms: ADAS_PHONE } }));
    fake.put(DEAD, { ...anOrder(2), drink: ADAS_PHONE });
    const { result } = await redriveOnce(fake, { isChosen: choiceBy("5550142") });
    expect(result).toMatchObject({ found: 2, moved: 0 });
  });

  test("drops without sending", async () => {
    for (let number = 1; number <= 12; number++) fake.put(DEAD, anOrder(number));
    expect((await redriveOnce(fake, { action: "drop" })).result).toMatchObject({ found: 12, moved: 0, dropped: 12 });
    expect([...fake.of(DEAD), ...fake.of(ORDERS)]).toEqual([]);
  });
});
