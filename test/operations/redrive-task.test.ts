import { type RedriveJob, redriveByTask } from "../../operations/redrive-task";
import { FakeQueues } from "../cli/support/fake-queues";
import { ROUTE } from "../cli/support/redrive-queues";

type Entry = Record<string, string | number>;

const RUNNING = { Status: "RUNNING", TaskHandle: "handle", StartedTimestamp: 2 };

let fake: FakeQueues;
/** Tasks that SQS lists, newest first; each poll moves the newest on. */
let listed: Entry[];
let started: unknown[];
let cancelled: unknown[];
/** What moves between two polls, and how many there are. */
let step: { moves: number; of: number; returns: number };

beforeEach(() => {
  fake = new FakeQueues();
  listed = [{ Status: "COMPLETED", StartedTimestamp: 1, ApproximateNumberOfMessagesMoved: 7 }];
  started = [];
  cancelled = [];
  step = { moves: 10, of: 35, returns: 0 };
  fake.answers.set("StartMessageMoveTask", (input) => {
    started.push(input);
    listed.unshift({ ...RUNNING, ApproximateNumberOfMessagesMoved: 0 });
    return { TaskHandle: "handle" };
  });
  fake.answers.set("ListMessageMoveTasks", () => {
    const [newest] = listed;
    if (newest !== undefined && newest["StartedTimestamp"] !== 1) moveOn(newest);
    return { Results: structuredClone(listed) };
  });
  fake.answers.set("CancelMessageMoveTask", (input) => {
    cancelled.push(input["TaskHandle"]);
    if (listed[0]) listed[0]["Status"] = "CANCELLED";
    return {};
  });
});

const moveOn = (task: Entry): void => {
  if (task["Status"] !== "RUNNING") return;
  task["ApproximateNumberOfMessagesToMove"] = step.of;
  const before = Number(task["ApproximateNumberOfMessagesMoved"]);
  if (before >= step.of + step.returns) {
    task["Status"] = "COMPLETED";
    task["TaskHandle"] = "";
  } else task["ApproximateNumberOfMessagesMoved"] = Math.min(step.of + step.returns, before + step.moves);
};

const { signal } = new AbortController();
const move = (job: Partial<RedriveJob> = {}) =>
  redriveByTask(fake.client(), ROUTE, { perSecond: undefined, signal, ...job }, async () => {});

describe("a redrive by a task of SQS", () => {
  test("names where the messages go, keeps to the rate, tells of its progress and its end", async () => {
    const progress: number[] = [];
    const outcome = await move({ perSecond: 20, onProgress: ({ moved }) => progress.push(moved) });
    expect(started).toEqual([
      { SourceArn: ROUTE.deadLetterQueueArn, DestinationArn: ROUTE.sourceArn, MaxNumberOfMessagesPerSecond: 20 },
    ]);
    expect(progress.slice(0, 4)).toEqual([10, 20, 30, 35]);
    expect(outcome).toEqual({ result: { found: 35, moved: 35, dropped: 0, kept: 0, failed: 0 }, problem: undefined });
  });

  test("lets SQS choose the rate when none is asked for", async () => {
    await move();
    expect(started).toEqual([{ SourceArn: ROUTE.deadLetterQueueArn, DestinationArn: ROUTE.sourceArn }]);
  });

  test("is cancelled once it has moved as many as there were: poison that returns does not go round for ever", async () => {
    step = { moves: 10, of: 30, returns: 1_000_000 };
    expect((await move()).result).toMatchObject({ found: 30, moved: 30 });
    expect(cancelled).toEqual(["handle"]);
  });

  test("is cancelled when the operator stops; the rest is kept", async () => {
    const stopping = new AbortController();
    const onProgress = ({ moved }: { moved: number }) => moved >= 20 && stopping.abort();
    const { result } = await move({ signal: stopping.signal, onProgress });
    expect(cancelled).toEqual(["handle"]);
    expect(result).toEqual({ found: 35, moved: 20, dropped: 0, kept: 15, failed: 0 });
  });

  test("follows the task of a redrive that was killed instead of starting another", async () => {
    listed.unshift({ ...RUNNING, DestinationArn: ROUTE.sourceArn, ApproximateNumberOfMessagesMoved: 10 });
    expect((await move()).result).toMatchObject({ found: 35, moved: 35 });
    expect(started).toEqual([]);
  });

  test("refuses while messages are being moved somewhere else", async () => {
    listed.unshift({ Status: "RUNNING", StartedTimestamp: 2, DestinationArn: "arn:aws:sqs:us-east-1:000000000000:x" });
    await expect(move()).rejects.toThrow(/being moved to arn:aws:sqs:us-east-1:000000000000:x already/);
    expect(started).toEqual([]);
  });

  test("tells why SQS gave up, and how many are left", async () => {
    fake.answers.set("StartMessageMoveTask", () => {
      listed.unshift({
        Status: "FAILED",
        StartedTimestamp: 2,
        FailureReason: "AccessDenied",
        ApproximateNumberOfMessagesMoved: 3,
        ApproximateNumberOfMessagesToMove: 5,
      });
      return { TaskHandle: "handle" };
    });
    const { result, problem } = await move();
    expect(result).toEqual({ found: 5, moved: 3, dropped: 0, kept: 0, failed: 2 });
    expect(String(problem)).toContain("SQS gave the move up: AccessDenied");
  });

  test("waits until the task is listed, but not for ever", async () => {
    fake.answers.set("StartMessageMoveTask", () => ({ TaskHandle: "handle" }));
    await expect(move()).rejects.toThrow(/does not tell what became of the move/);
  });
});
