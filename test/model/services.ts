import { ConditionalCheckFailedException, type PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { PublishBatchCommandInput, PublishCommandInput } from "@aws-sdk/client-sns";
import type {
  ChangeMessageVisibilityBatchCommandInput,
  MessageAttributeValue,
  SendMessageBatchCommandInput,
  SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { parseOrderReady } from "../../lambda/messages/order-ready";
import { bytesOf, MEBIBYTE } from "../lambda/support/strict-queue";
import type { IdempotencyTable } from "./idempotency-table";
import type { Luck } from "./luck";
import type { ModelQueue } from "./model-queue";
import type { ModelTopic } from "./model-topic";

/** What a request did: the reply, and the work that took effect, by the id it has in the idempotency store. */
export interface Done {
  readonly reply: object;
  readonly effects: readonly string[];
  /** Of the effects, those that the reply does not speak of. */
  readonly unheard: readonly string[];
}

/** A request that did one thing, or nothing that the idempotency store knows of, and says so. */
export const done = (reply: object, effects: readonly string[] = []): Done => ({ reply, effects, unheard: [] });

/** What a client of AWS throws when a request did not succeed, or when nobody knows whether it did. */
export class ServiceError extends Error {
  constructor(override readonly name: string) {
    super(`${name}: by the model of AWS`);
  }
}

/** Text attributes beside a message, by name. */
export type StoredAttributes = Readonly<Record<string, string>>;

/** The text attributes of a request. */
export const storedAttributes = (given: Record<string, MessageAttributeValue> | undefined): StoredAttributes =>
  Object.fromEntries(Object.entries(given ?? {}).map(([name, { StringValue = "" }]) => [name, StringValue]));

type Entries = readonly { readonly Id?: string | undefined }[];

/** @throws ServiceError for what no batch may be: empty, more than ten, or with an id twice */
export const checkBatch = (entries: Entries): void => {
  if (entries.length === 0) throw new ServiceError("EmptyBatchRequest");
  if (entries.length > 10) throw new ServiceError("TooManyEntriesInBatchRequest");
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw new ServiceError("BatchEntryIdsNotDistinct");
};

/** Carries out each entry, as luck has it. `carryOut` returns the effects, or false for an entry that is refused. */
export const eachEntry = <T extends Entries[number]>(
  entries: readonly T[],
  luck: Luck | undefined,
  carryOut: (entry: T) => readonly string[] | false,
): Done => {
  const reply = { Successful: [] as object[], Failed: [] as object[] };
  const effects: string[] = [];
  const unheard: string[] = [];
  for (const entry of entries) {
    const { Id } = entry;
    const outcome = luck?.choose("entry", "works", "fails", "works unheard") ?? "works";
    const done = outcome === "fails" ? false : carryOut(entry);
    if (done) effects.push(...done);
    if (done && outcome === "works unheard") unheard.push(...done);
    if (done && outcome === "works") reply.Successful.push({ Id, MessageId: `entry ${Id}` });
    else reply.Failed.push({ Id, Code: "InternalError", SenderFault: false });
  }
  return { reply, effects, unheard };
};

/** Characters that Amazon SQS refuses in a body or attribute: what XML 1.0 does not know. */
const UNKNOWN_TO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** A model of what the shop's functions ask of AWS. Requests take effect at once and as a whole; entries of a batch may fail. */
export class Services {
  /** Phones that were sent an SMS, as often as they were. */
  readonly phones: string[] = [];

  constructor(
    private readonly table: IdempotencyTable,
    private readonly queues: Readonly<Record<string, ModelQueue>>,
    private readonly topics: Readonly<Record<string, ModelTopic>>,
    /** The work of telling somebody at this phone, by its id in the idempotency store. */
    private readonly noticeTo: (phone: string) => string,
  ) {}

  /** @throws ServiceError, or the exception of the client, for what AWS refuses */
  carryOut(command: string, input: unknown, luck: Luck): Done {
    if (command === "PutItemCommand") return this.put(input as PutItemCommandInput);
    if (command === "SendMessageCommand") return this.send(input as SendMessageCommandInput);
    if (command === "SendMessageBatchCommand") return this.sendBatch(input as SendMessageBatchCommandInput, luck);
    if (command === "ChangeMessageVisibilityBatchCommand")
      return this.hide(input as ChangeMessageVisibilityBatchCommandInput);
    if (command === "PublishBatchCommand") return this.publishBatch(input as PublishBatchCommandInput, luck);
    if (command === "PublishCommand") return this.publish(input as PublishCommandInput);
    if (command === "CheckIfPhoneNumberIsOptedOutCommand") return done({ isOptedOut: false });
    throw new Error(`no command of this model: ${command}`);
  }

  private put(input: PutItemCommandInput): Done {
    const reply = this.table.put(input);
    if (reply === "written") return done({});
    if (reply === "no key") throw new ServiceError("ValidationException");
    const item = reply.refusedFor && { Item: reply.refusedFor };
    throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {}, ...item });
  }

  private send({ QueueUrl = "", MessageBody = "", MessageAttributes = {} }: SendMessageCommandInput): Done {
    if (bytesOf({ MessageBody, MessageAttributes }) > MEBIBYTE) throw new ServiceError("InvalidParameterValue");
    if (!isAcceptable(MessageBody)) throw new ServiceError("InvalidMessageContents");
    this.queue(QueueUrl).send(MessageBody, storedAttributes(MessageAttributes));
    return done({});
  }

  private sendBatch({ QueueUrl = "", Entries = [] }: SendMessageBatchCommandInput, luck: Luck): Done {
    checkBatch(Entries);
    const bytes = Entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
    if (bytes > MEBIBYTE) throw new ServiceError("BatchRequestTooLong");
    return eachEntry(Entries, luck, ({ MessageBody = "", MessageAttributes }) => {
      if (!isAcceptable(MessageBody)) return false;
      this.queue(QueueUrl).send(MessageBody, storedAttributes(MessageAttributes));
      return [];
    });
  }

  private hide({ QueueUrl = "", Entries = [] }: ChangeMessageVisibilityBatchCommandInput): Done {
    checkBatch(Entries);
    return eachEntry(Entries, undefined, ({ ReceiptHandle = "", VisibilityTimeout = 0 }) =>
      this.queue(QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout) ? [] : false,
    );
  }

  private publishBatch({ TopicArn = "", PublishBatchRequestEntries = [] }: PublishBatchCommandInput, luck: Luck): Done {
    checkBatch(PublishBatchRequestEntries);
    const bytes = PublishBatchRequestEntries.reduce((sum, { Message = "" }) => sum + Buffer.byteLength(Message), 0);
    if (bytes > MEBIBYTE / 4) throw new ServiceError("BatchRequestTooLong");
    return eachEntry(PublishBatchRequestEntries, luck, (entry) => {
      const topic = this.topic(TopicArn);
      topic.publish(entry, storedAttributes(entry.MessageAttributes));
      const ready = parseOrderReady(topic.publications.at(-1) ?? "");
      return ready.ok ? [`order#${ready.value.orderId}`] : [];
    });
  }

  private publish({ PhoneNumber, TopicArn = "", Message = "", ...rest }: PublishCommandInput): Done {
    if (PhoneNumber === undefined) {
      const MessageId = this.topic(TopicArn).publish({ Message, ...rest }, storedAttributes(rest.MessageAttributes));
      return done({ MessageId });
    }
    this.phones.push(PhoneNumber);
    return done({ MessageId: `sms-${this.phones.length}` }, [this.noticeTo(PhoneNumber)]);
  }

  private queue(url: string): ModelQueue {
    return this.queues[url] ?? missing("QueueDoesNotExist");
  }

  private topic(arn: string): ModelTopic {
    return this.topics[arn] ?? missing("NotFoundException");
  }
}

const missing = (name: string): never => {
  throw new ServiceError(name);
};

const isAcceptable = (body: string): boolean => Buffer.byteLength(body) <= MEBIBYTE && !UNKNOWN_TO_XML.test(body);
