import { ConditionalCheckFailedException, type PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { PublishBatchCommandInput, PublishCommandInput } from "@aws-sdk/client-sns";
import type {
  ChangeMessageVisibilityBatchCommandInput,
  SendMessageBatchCommandInput,
  SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { parseOrderReady } from "../../lambda/messages/order-ready";
import { bytesOf, MEBIBYTE } from "../lambda/support/strict-queue";
import { checkBatch, eachEntry } from "./batch-entries";
import { type Done, done } from "./done";
import type { LedgerTable } from "./idempotency-table";
import type { Luck } from "./luck";
import { storedAttributes } from "./message-attributes";
import type { ModelQueue } from "./model-queue";
import type { ModelTopic } from "./model-topic";
import { ServiceError } from "./service-error";

/** One message to a phone. */
export interface Sms {
  readonly phone: string;
  readonly text: string;
}

/** Characters that Amazon SQS refuses in a body or attribute: what XML 1.0 does not know. */
const UNKNOWN_TO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** A model of what the shop's functions ask of AWS. Requests take effect at once and as a whole; entries of a batch may fail. */
export class Services {
  readonly sms: Sms[] = [];

  constructor(
    private readonly table: LedgerTable,
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
    const { refusedFor } = reply;
    throw new ConditionalCheckFailedException({
      message: "The conditional request failed",
      $metadata: {},
      ...(refusedFor && { Item: refusedFor }),
    });
  }

  private send({ QueueUrl = "", MessageBody = "", MessageAttributes }: SendMessageCommandInput): Done {
    if (!isAcceptable(MessageBody)) throw new ServiceError("InvalidMessageContents");
    return done({ MessageId: this.queue(QueueUrl).send(MessageBody, storedAttributes(MessageAttributes)) });
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
      return done({
        MessageId: this.topic(TopicArn).publish({ Message, ...rest }, storedAttributes(rest.MessageAttributes)),
      });
    }
    this.sms.push({ phone: PhoneNumber, text: Message });
    return done({ MessageId: `sms-${this.sms.length}` }, [this.noticeTo(PhoneNumber)]);
  }

  private queue(url: string): ModelQueue {
    const queue = this.queues[url];
    if (queue === undefined) throw new ServiceError("QueueDoesNotExist");
    return queue;
  }

  private topic(arn: string): ModelTopic {
    const topic = this.topics[arn];
    if (topic === undefined) throw new ServiceError("NotFoundException");
    return topic;
  }
}

const isAcceptable = (body: string): boolean => Buffer.byteLength(body) <= MEBIBYTE && !UNKNOWN_TO_XML.test(body);
