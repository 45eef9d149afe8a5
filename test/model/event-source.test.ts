import { EventSource } from "./event-source";
import { GOOD_LUCK } from "./luck";
import { ModelQueue } from "./model-queue";
import { VirtualClock } from "./virtual-clock";

describe("(model) an answer that Lambda does not understand", () => {
  test.each([
    ["an unknown message id", { batchItemFailures: [{ itemIdentifier: "message-99" }] }],
    ["an empty id", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["a missing id", { batchItemFailures: [{ messageId: "orders-1" }] }],
    ["no list", { batchItemFailures: "orders-1" }],
  ])("hands back the whole batch: %s", async (_, answer) => {
    const clock = new VirtualClock();
    const queue = new ModelQueue("orders", clock, { visibilityMs: 60_000, retentionMs: 86_400_000 });
    let invocations = 0;
    new EventSource(queue, GOOD_LUCK, { batchSize: 10, pollers: 2 }, async () => {
      invocations += 1;
      return { how: "returned", value: invocations === 1 ? answer : undefined };
    });
    for (const number of [1, 2, 3]) queue.send(`message ${number}`);
    await clock.run(clock.now() + 59_999);
    expect(queue.all()).toHaveLength(3);
    await clock.run();
    expect([queue.all(), invocations]).toEqual([[], 2]);
  });
});
