import { anOrder } from "../../lambda/support/orders";
import { run } from "../support/memory-terminal";
import { FIFO_ROUTE, newQueues, shopWith } from "../support/redrive-queues";

describe("redrive of a FIFO queue", () => {
  test("tells of messages that it cannot see, as the dry run does", async () => {
    const fake = newQueues();
    fake.now = Date.now();
    const put = (number: number, drink: string) =>
      fake.put(FIFO_ROUTE.deadLetterQueueUrl, { ...anOrder(number), drink }, { system: { MessageGroupId: "counter" } });
    for (let number = 1; number <= 10; number++) put(number, "tea");
    for (let number = 11; number <= 12; number++) put(number, "latte");
    const redrive = (words: string) =>
      run(undefined, `redrive ${words}`, { open: shopWith(fake, "aws", { fifo: true }) });
    expect((await redrive("")).stderr).toContain("there may be more: only 10 were looked at");
    const { stdout, stderr } = await redrive("--match latte --yes");
    expect(stdout).toMatch(/^moved +0$/m);
    expect(stderr).toBe(
      "only 10 of 12 messages in ordersDeadLetter could be seen: the others are behind messages of their location that stay\n",
    );
    expect((await redrive("--match tea --yes")).stderr).toBe("");
    expect((await redrive("--match latte --yes")).stderr).toBe("");
  });
});
