import { aDraft } from "../lambda/support/issues";
import { type ModelEditor, openEditor, PROTOCOLS } from "./model-editor";
import "./story";

const HOUR_MS = 3_600_000;

/** Publishes while one subscriber is away, for so many hours. */
const publishWithout = async (editor: ModelEditor, subscriber: string, hours: number): Promise<number> => {
  const publishedAt = editor.clock.now();
  editor.away.add(subscriber);
  editor.clock.at(publishedAt + hours * HOUR_MS, () => editor.away.delete(subscriber));
  void editor.publish(aDraft());
  await editor.clock.run();
  return publishedAt;
};

const hoursUntil = (editor: ModelEditor, from: number, subscriber: string) =>
  editor.received(subscriber).map(({ at }) => (at - from) / HOUR_MS);

describe("(model) one subscriber is down for 20 hours", () => {
  const PERSISTENT = ["sqs", "lambda"] as const;
  test.each(PERSISTENT)("by %s (23 days of attempts): the issue arrives when it is back", async (protocol) => {
    const editor = openEditor();
    const publishedAt = await publishWithout(editor, protocol, 20);
    const [hours, ...more] = hoursUntil(editor, publishedAt, protocol);
    expect(hours).toBeGreaterThanOrEqual(20);
    expect(hours).toBeLessThan(20.01);
    expect([more, editor.undelivered.all()]).toEqual([[], []]);
  });

  test.each([
    ["email", 6, 7.2],
    ["sms", 6, 7.2],
    ["push", 6, 7.2],
    ["https", 0.2, 1],
  ] as const)("by %s: the issue is in the dead-letter queue after %d to %d hours", async (protocol, least, most) => {
    const editor = openEditor();
    const publishedAt = await publishWithout(editor, protocol, 20);
    expect(editor.received(protocol)).toEqual([]);
    const hours = editor.undelivered.all().map(({ sentAt }) => (sentAt - publishedAt) / HOUR_MS);
    expect(hours).toEqual([expect.any(Number)]);
    expect(hours[0]).toBeGreaterThan(least);
    expect(hours[0]).toBeLessThan(most);
  });

  test.each(PROTOCOLS)("by %s: everybody else has the issue once, within a minute", async (protocol) => {
    const editor = openEditor();
    const publishedAt = await publishWithout(editor, protocol, 20);
    for (const other of [...PROTOCOLS, "reader"].filter((one) => one !== protocol)) {
      expect([other, hoursUntil(editor, publishedAt, other).map((hours) => hours < 1 / 60)]).toEqual([other, [true]]);
    }
  });

  test("without a dead-letter queue the same issue would be lost", async () => {
    const editor = openEditor();
    editor.subscribe("unprotected", "trivia", "email", { deadLetterQueue: undefined });
    await publishWithout(editor, "unprotected", 20);
    expect([editor.received("unprotected"), editor.undelivered.all()]).toEqual([[], []]);
    expect(editor.topics.trivia.lost).toHaveLength(1);
  });
});

describe("(model) a subscriber is away", () => {
  test.each(["email", "sms", "push"] as const)("5 hours by %s: the issue arrives", async (protocol) => {
    const editor = openEditor();
    const publishedAt = await publishWithout(editor, protocol, 5);
    expect(hoursUntil(editor, publishedAt, protocol)[0]).toBeLessThan(5.2);
    expect(editor.undelivered.all()).toEqual([]);
  });

  test("10 minutes as a webhook: the issue arrives", async () => {
    const editor = openEditor();
    await publishWithout(editor, "https", 1 / 6);
    expect(editor.received("https")).toHaveLength(1);
  });

  test("25 days as a queue: the issue ends in the dead-letter queue, after 23", async () => {
    const editor = openEditor();
    const publishedAt = editor.clock.now();
    editor.away.add("sqs");
    void editor.publish(aDraft());
    await editor.clock.run(publishedAt + 25 * 24 * HOUR_MS);
    const days = editor.undelivered.all().map(({ sentAt }) => (sentAt - publishedAt) / HOUR_MS / 24);
    expect(days).toEqual([expect.closeTo(23.1, 1)]);
  });

  test("for good, a phone or mailbox that SNS calls invalid: the dead-letter queue at once, without another attempt", async () => {
    const editor = openEditor();
    let attempts = 0;
    const publishedAt = editor.clock.now();
    editor.subscribe("gone", "trivia", "push", {
      deliver: () => {
        attempts += 1;
        return "refused";
      },
    });
    await publishWithout(editor, "nobody", 0);
    expect([attempts, editor.undelivered.all().map(({ sentAt }) => sentAt)]).toEqual([1, [publishedAt]]);
  });
});
