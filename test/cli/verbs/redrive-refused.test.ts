import { anOrder } from "../../lambda/support/orders";
import type { FakeQueues } from "../support/fake-queues";
import { run } from "../support/memory-terminal";
import { DEAD, newQueues, ORDERS, shopWith } from "../support/redrive-queues";

let queues: FakeQueues;
beforeEach(() => {
  queues = newQueues();
  queues.now = Date.now();
  queues.put(DEAD, anOrder(1));
});

const redrive = (words: string) => run(undefined, `redrive ${words}`, { open: shopWith(queues) });

describe("redrive", () => {
  test("refuses a queue whose source does not name it, and leaves it alone", async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:other" });
    queues.attributes.set(ORDERS, { QueueArn: "arn:aws:sqs:us-east-1:000000000000:orders", RedrivePolicy });
    const { stderr, exitCode } = await redrive("--yes");
    expect(stderr).toMatch(/^ordersDeadLetter is nobody's dead-letter queue: orders does not name it/);
    expect(exitCode).toBe(1);
    expect(queues.of(DEAD)[0]?.receives).toBe(0);
  });

  test.each([
    ["--queue orders", "orders is no queue's dead-letter queue: its messages have nowhere to go back to"],
    ["--queue notifierDeadLetter", "notifierDeadLetter is no queue's dead-letter queue"],
    ["--queue cups", "there is no queue cups, so it is nobody's dead-letter queue"],
    ["--drop", "--drop deletes for good: say which with --match, or --all"],
    ["--drop --all --match x", "cannot be used with option"],
    ["--all", "--all belongs to --drop"],
    ['--match " "', "--match needs a text"],
    ["--drop --all --rate 5", "--rate is for moving"],
    ["--rate 0", "It must be a whole number from 1 to 500."],
    ["--rate 501", "It must be a whole number from 1 to 500."],
  ])("%s is wrong usage: nothing is done", async (words, explanation) => {
    const { stderr, exitCode } = await redrive(`${words} --yes`);
    expect(stderr).toContain(explanation);
    expect(exitCode).toBe(2);
    expect(queues.calls).toEqual([]);
  });
});
