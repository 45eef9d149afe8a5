import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { pause } from "./pause";
import type { Choice } from "./redrive";
import type { RedriveRoute } from "./redrive-message";
import { ShopError } from "./shop-error";

/** The account of a redrive: every message that was found is in exactly one of the other counts. */
export interface RedriveResult {
  /** Messages that were in the dead-letter queue when the redrive began and that it could get hold of. */
  readonly found: number;
  /** Sent back to the queue they came from, and gone from the dead-letter queue. */
  readonly moved: number;
  readonly dropped: number;
  /** Left in the dead-letter queue: not chosen, or not reached before the operator stopped. */
  readonly kept: number;
  /** Chosen, and still in the dead-letter queue because a step failed. */
  readonly failed: number;
}

export interface RedriveOutcome {
  readonly result: RedriveResult;
  /** What went wrong last; undefined when nothing did. */
  readonly problem: unknown;
}

/** What is to be done with a dead-letter queue. */
export interface RedriveJob {
  readonly action: "move" | "drop";
  /** Undefined means every message. */
  readonly isChosen: Choice | undefined;
  /** The most messages to move in a second; undefined for as many as the queues take. */
  readonly perSecond: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (soFar: RedriveResult) => void;
}

/** The clock of a redrive; tests have their own. */
export interface RedriveClock {
  readonly now: () => number;
  readonly wait: typeof pause;
}

type Task = ListMessageMoveTasksResultEntry;

/** SQS counts what it moved about once a second. */
const POLL_MS = 1_000;

/** A task that SQS has accepted is in the list within seconds. */
const POLLS_UNTIL_LISTED = 30;

const LAST_TASKS = 10;

/**
 * Moves all of a dead-letter queue back with a task of SQS's own, and follows it to its end.
 *
 * The destination is named: SQS cannot tell where a message came from that was sent to the dead-letter queue, as orders
 * are that the barista gives up on. A task that is under way already, of a redrive that was killed say, is followed instead
 * of starting another. One that has moved as many as there were when it began is cancelled, so that orders that die again
 * meanwhile do not go round in circles; so it is when the operator wants to stop.
 *
 * @param job at most 500 messages a second, or as many as SQS chooses
 * @throws ShopError when a task to another queue is under way
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const redriveByTask = async (
  sqs: SQSClient,
  route: RedriveRoute,
  { perSecond, signal, onProgress }: Pick<RedriveJob, "perSecond" | "signal" | "onProgress">,
  wait: typeof pause = pause,
): Promise<RedriveOutcome> => {
  const before = await tasks(sqs, route);
  const underWay = before.find(isActive);
  if (underWay?.DestinationArn !== undefined && underWay.DestinationArn !== route.sourceArn) {
    throw new ShopError(
      `messages of ${route.queue} are being moved to ${underWay.DestinationArn} already: wait for that to end, or cancel it`,
    );
  }
  let handle = underWay?.TaskHandle;
  if (underWay === undefined) {
    const started = await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: route.deadLetterQueueArn,
        DestinationArn: route.sourceArn,
        MaxNumberOfMessagesPerSecond: perSecond,
      }),
    );
    handle = started.TaskHandle;
  }
  const earlier = new Set(before.filter((task) => task !== underWay).map(({ StartedTimestamp }) => StartedTimestamp));
  let cancelled = false;
  for (let polls = 0; ; polls++) {
    const task = (await tasks(sqs, route)).find(({ StartedTimestamp }) => !earlier.has(StartedTimestamp));
    if (task === undefined && polls >= POLLS_UNTIL_LISTED) {
      throw new ShopError("SQS does not tell what became of the move: see ListMessageMoveTasks");
    }
    const result = accountOf(task ?? {});
    onProgress?.(result);
    if (task !== undefined && !isActive(task)) {
      return { result, problem: task.Status === "FAILED" ? new ShopError(whyFailed(task)) : undefined };
    }
    if (signal.aborted && handle === undefined) return { result, problem: undefined };
    const movedAll = result.found > 0 && result.moved >= result.found;
    if ((signal.aborted || movedAll) && !cancelled && handle !== undefined) {
      cancelled = true;
      await cancel(sqs, handle);
    }
    await wait(POLL_MS, cancelled ? NEVER : signal);
  }
};

/** Once a task is cancelled its end is waited for, although the operator wants to stop: that takes a moment. */
const NEVER = new AbortController().signal;

const tasks = async (sqs: SQSClient, { deadLetterQueueArn }: RedriveRoute): Promise<readonly Task[]> => {
  const { Results = [] } = await sqs.send(
    new ListMessageMoveTasksCommand({ SourceArn: deadLetterQueueArn, MaxResults: LAST_TASKS }),
  );
  return Results;
};

const isActive = ({ Status }: Task): boolean => Status === "RUNNING" || Status === "CANCELLING";

const accountOf = (task: Task): RedriveResult => {
  const moved = task.ApproximateNumberOfMessagesMoved ?? 0;
  const found = Math.max(moved, task.ApproximateNumberOfMessagesToMove ?? 0);
  const failed = task.Status === "FAILED" ? found - moved : 0;
  return { found, moved, dropped: 0, kept: found - moved - failed, failed };
};

const whyFailed = ({ FailureReason }: Task): string =>
  `SQS gave the move up${FailureReason === undefined ? "" : `: ${FailureReason}`}`;

/** A task that ended meanwhile cannot be cancelled, and need not be. */
const cancel = async (sqs: SQSClient, TaskHandle: string): Promise<void> => {
  await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle })).catch((error: unknown) => {
    const over = error instanceof Error && ["ResourceNotFoundException", "UnsupportedOperation"].includes(error.name);
    if (!over) throw error;
  });
};
