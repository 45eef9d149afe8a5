import type { FakeQueues } from "../cli/support/fake-queues";
import { copies, DEAD, letTimePass, newQueues, ORDERS, redriveOnce } from "../cli/support/redrive-queues";
import { ADAS_PHONE, anOrder, orderId } from "../lambda/support/orders";

const text = (StringValue: string) => ({ DataType: "String", StringValue });

let fake: FakeQueues;
beforeEach(() => {
  fake = newQueues();
});

const visible = (url: string) => fake.of(url).filter(({ visibleAt }) => visibleAt <= fake.now);

describe("a redrive by hand", () => {
  test("sends a message back as it was, without what was added when it died", async () => {
    const binary = { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) };
    const attributes = { reason: text("x"), originalMessageId: text("y"), shop: text("Main Street"), seal: binary };
    const system = { MessageGroupId: "ada", AWSTraceHeader: "Root=1" };
    fake.put(DEAD, anOrder(1, { notify: { sms: ADAS_PHONE } }), { attributes, system });
    const sent: Record<string, unknown>[] = [];
    fake.answers.set("SendMessage", (input) => {
      sent.push(input);
      return {};
    });
    expect(await redriveOnce(fake)).toEqual({
      result: { found: 1, moved: 1, dropped: 0, kept: 0, failed: 0 },
      problem: undefined,
    });
    expect(sent).toEqual([
      {
        QueueUrl: ORDERS,
        MessageBody: JSON.stringify(anOrder(1, { notify: { sms: ADAS_PHONE } })),
        MessageAttributes: { shop: text("Main Street"), seal: binary },
        MessageGroupId: "ada",
        MessageSystemAttributes: { AWSTraceHeader: text("Root=1") },
      },
    ]);
  });

  test("leaves poison that comes back during the run, and ends", async () => {
    for (let number = 1; number <= 25; number++) fake.put(DEAD, `poison ${number}`);
    fake.onSend = (url, { body }) => {
      if (url !== ORDERS) return;
      fake.now += 1;
      fake.of(ORDERS).pop();
      fake.put(DEAD, body, { sentAt: fake.now, attributes: { reason: text("is not JSON") } });
    };
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 25, moved: 25, kept: 0 });
    expect(fake.calls.filter((call) => call === "SendMessage")).toHaveLength(25);
    expect(visible(DEAD)).toHaveLength(25);
    expect(visible(DEAD).every(({ attributes }) => attributes["reason"] !== undefined)).toBe(true);
  });

  test("handles a message that the queue hands out again only once", async () => {
    const letter = fake.put(DEAD, anOrder(1));
    Object.defineProperty(letter, "visibleAt", { get: () => 0, set: () => {} });
    expect((await redriveOnce(fake, { isChosen: () => false })).result).toMatchObject({ found: 1, kept: 1 });
    fake.answers.set("DeleteMessage", () => ({}));
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 1 });
    expect(fake.of(ORDERS)).toHaveLength(1);
  });

  test("leaves messages that were sent after the start, visible to all", async () => {
    fake.put(DEAD, anOrder(1));
    fake.put(DEAD, anOrder(2), { sentAt: fake.now + 1 });
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 1, kept: 0 });
    expect(visible(DEAD).map(({ body }) => body)).toEqual([JSON.stringify(anOrder(2))]);
  });

  test("puts back what it did not reach when the operator stops", async () => {
    for (let number = 1; number <= 30; number++) fake.put(DEAD, anOrder(number));
    const stopping = new AbortController();
    const { result } = await redriveOnce(fake, {
      perSecond: 5,
      signal: stopping.signal,
      onProgress: ({ moved }) => moved >= 10 && stopping.abort(),
    });
    expect(result).toMatchObject({ moved: 10, failed: 0 });
    expect(visible(DEAD)).toHaveLength(20);
  });

  test("counts what cannot be sent as failed, keeps it, and gives up on a source that takes nothing", async () => {
    for (let number = 1; number <= 40; number++) fake.put(DEAD, anOrder(number));
    fake.answers.set("SendMessage", () => {
      throw new Error("AccessDenied");
    });
    const { result, problem } = await redriveOnce(fake);
    expect(result).toEqual({ found: 10, moved: 0, dropped: 0, kept: 0, failed: 10 });
    expect(String(problem)).toContain("AccessDenied");
    expect(visible(DEAD)).toHaveLength(40);
  });

  test("counts what was sent and not deleted as failed: it is in both queues", async () => {
    fake.put(DEAD, anOrder(1));
    fake.answers.set("DeleteMessage", () => {
      throw new Error("ReceiptHandleIsInvalid");
    });
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 0, failed: 1 });
    letTimePass(fake);
    expect([visible(DEAD).length, copies(fake).get(orderId(1))]).toEqual([1, 1]);
  });

  test("does not take one empty answer for an empty queue", async () => {
    fake.put(DEAD, anOrder(1), { visibleAt: fake.now + 1 });
    fake.answers.set("ReceiveMessage", () => {
      fake.answers.delete("ReceiveMessage");
      fake.now += 1;
      return {};
    });
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 1 });
  });

  test("does nothing to an empty queue", async () => {
    expect((await redriveOnce(fake)).result).toEqual({ found: 0, moved: 0, dropped: 0, kept: 0, failed: 0 });
  });
});
