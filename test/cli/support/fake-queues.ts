import { randomUUID } from "node:crypto";
import { type MessageAttributeValue, type ServiceInputTypes, SQSClient } from "@aws-sdk/client-sqs";
import { isFifo } from "../../../lambda/messaging/aws-clients";

/** A message in a fake queue; times are those of the fake's own clock, epoch milliseconds. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  readonly attributes: Record<string, MessageAttributeValue>;
  readonly system: Record<string, string>;
  visibleAt: number;
  receives: number;
  receipt: string;
}

/** Whether the call on which the program dies still has its effect. */
export type Death = { readonly atCall: number; readonly takesEffect: boolean };

type FakedAnswer = (input: Record<string, unknown>) => object;

/** Several times what any test needs: a redrive that goes round for ever fails instead of hanging. */
const MOST_CALLS = 10_000;

/** Queues in memory, by their URL, FIFO or not by its ending, behind a real client that never leaves this process. */
export class FakeQueues {
  readonly queues = new Map<string, QueuedMessage[]>();
  readonly calls: string[] = [];
  /** What queues know about themselves, by their URL. */
  readonly attributes = new Map<string, Record<string, string>>();
  /** Answers of actions that this fake does not have, or that a test wants otherwise. */
  readonly answers = new Map<string, FakedAnswer>();
  now = 1_800_000_000_000;
  /** Whether a FIFO queue fills an answer with one group before it begins the next, as SQS tries to, or as they were sent. */
  oneGroupFirst = false;
  death: Death | undefined;
  /** Until when a FIFO queue knows a deduplication id. */
  private readonly known = new Map<string, number>();
  /** Calls that fail and have no effect. */
  refuses: (action: string, input: object) => boolean = () => false;
  onSend: ((url: string, message: QueuedMessage) => void) | undefined;

  of(url: string): QueuedMessage[] {
    const queue = this.queues.get(url) ?? [];
    this.queues.set(url, queue);
    return queue;
  }

  /** @param more sent a minute ago unless this says otherwise */
  put(url: string, body: unknown, more: Partial<QueuedMessage> = {}): QueuedMessage {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const sentAt = this.now - 60_000;
    const fresh = { id: randomUUID(), sentAt, visibleAt: 0, receives: 0, receipt: "", attributes: {}, system: {} };
    const message: QueuedMessage = { ...fresh, body: text, ...more };
    this.of(url).push(message);
    return message;
  }

  /** A new process: what killed the last one is over, and the calls are counted anew. */
  client(death?: Death): SQSClient {
    this.death = death;
    this.calls.length = 0;
    const client = new SQSClient({ region: "us-east-1", credentials: { accessKeyId: "x", secretAccessKey: "x" } });
    client.middlewareStack.add(
      (_, { commandName = "" }) =>
        async ({ input }) => ({ output: this.answer(commandName, input), response: undefined }),
      { step: "initialize", priority: "high" },
    );
    return client;
  }

  private answer(command: string, input: ServiceInputTypes) {
    const name = command.replace(/Command$/, "");
    this.calls.push(name);
    if (this.calls.length > MOST_CALLS) throw new Error("goes round for ever");
    const dying = this.death !== undefined && this.calls.length >= this.death.atCall;
    if (dying && !(this.calls.length === this.death?.atCall && this.death.takesEffect)) throw new Error("killed");
    if (this.refuses(name, input)) throw new Error("refused");
    const output = (this.answers.get(name) ?? this.actions[name] ?? unknownAction(name))({ ...input });
    if (dying) throw new Error("killed");
    return { ...output, $metadata: {} };
  }

  private readonly actions: Record<string, FakedAnswer> = {
    SendMessage: ({ QueueUrl, MessageBody, MessageAttributes = {}, MessageGroupId, MessageDeduplicationId }) => {
      const url = String(QueueUrl);
      const attributes = MessageAttributes as QueuedMessage["attributes"];
      const system = MessageGroupId === undefined ? {} : { MessageGroupId: String(MessageGroupId) };
      if (isFifo(url)) {
        if (MessageGroupId === undefined || MessageDeduplicationId === undefined) throw new Error("MissingParameter");
        const key = `${url} ${MessageDeduplicationId}`;
        if ((this.known.get(key) ?? 0) > this.now) return {};
        this.known.set(key, this.now + DEDUPLICATION_MS);
      }
      const message = this.put(url, String(MessageBody), { sentAt: this.now, attributes, system });
      this.onSend?.(url, message);
      return { MessageId: message.id };
    },
    ReceiveMessage: ({ QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout = 30 }) => {
      const all = this.of(String(QueueUrl));
      const inFlight = isFifo(String(QueueUrl)) ? all.filter(({ visibleAt }) => visibleAt > this.now) : [];
      const blocked = new Set(inFlight.map(groupOf));
      const visible = all.filter((message) => message.visibleAt <= this.now && !blocked.has(groupOf(message)));
      if (this.oneGroupFirst) visible.sort((one, other) => groupOf(one).localeCompare(groupOf(other)));
      const received = visible.slice(0, Number(MaxNumberOfMessages));
      for (const message of received) {
        message.visibleAt = this.now + Number(VisibilityTimeout) * 1_000;
        message.receives += 1;
        message.receipt = randomUUID();
      }
      return {
        Messages: received.map(({ id, body, sentAt, receives, receipt, attributes, system }) => ({
          MessageId: id,
          ReceiptHandle: receipt,
          Body: body,
          Attributes: { ...system, SentTimestamp: `${sentAt}`, ApproximateReceiveCount: `${receives}` },
          MessageAttributes: attributes,
        })),
      };
    },
    DeleteMessage: ({ QueueUrl, ReceiptHandle }) => {
      const queue = this.of(String(QueueUrl));
      const place = queue.findIndex(({ receipt }) => receipt !== "" && receipt === ReceiptHandle);
      if (place < 0) throw new Error("The input receipt handle is invalid.");
      queue.splice(place, 1);
      return {};
    },
    ChangeMessageVisibilityBatch: ({ QueueUrl, Entries }) => {
      const handles = new Set((Entries as { ReceiptHandle: string }[]).map(({ ReceiptHandle }) => ReceiptHandle));
      for (const message of this.of(String(QueueUrl))) if (handles.has(message.receipt)) message.visibleAt = this.now;
      return { Successful: [], Failed: [] };
    },
    GetQueueAttributes: ({ QueueUrl }) => {
      const queue = this.of(String(QueueUrl));
      const waiting = queue.filter(({ visibleAt }) => visibleAt <= this.now).length;
      return {
        Attributes: {
          ApproximateNumberOfMessages: `${waiting}`,
          ApproximateNumberOfMessagesNotVisible: `${queue.length - waiting}`,
          ApproximateNumberOfMessagesDelayed: "0",
          ...this.attributes.get(String(QueueUrl)),
        },
      };
    },
  };
}

const DEDUPLICATION_MS = 300_000;

const groupOf = ({ system }: QueuedMessage): string => system["MessageGroupId"] ?? "";

const unknownAction = (name: string) => (): never => {
  throw Object.assign(new Error(`The action ${name} is not valid for this endpoint.`), { name: "InvalidAction" });
};
