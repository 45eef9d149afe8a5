import { placeTwice } from "../../operations/fault-injection";
import { FakeQueues } from "../cli/support/fake-queues";
import { shopWith } from "../cli/support/redrive-queues";

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
