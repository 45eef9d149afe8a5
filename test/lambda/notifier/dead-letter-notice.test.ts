import { deadLetterNotice } from "../../../lambda/notifier/dead-letter-notice";
import { answeredSqs } from "../support/answered-client";

const QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/notifier-dead-letter";

const setAsideFor = async (reason: string) => {
  const requests: unknown[] = [];
  const queue = answeredSqs((input) => {
    requests.push(input);
    return { MessageId: "1" };
  });
  await deadLetterNotice(queue, QUEUE_URL)({ body: "the notice", messageId: "sns-message-1", reason });
  return requests;
};

test("a notice goes to the dead-letter queue as it came, with the reason and the id it had", async () => {
  expect(await setAsideFor("opted out")).toEqual([
    {
      QueueUrl: QUEUE_URL,
      MessageBody: "the notice",
      MessageAttributes: {
        reason: { DataType: "String", StringValue: "opted out" },
        originalMessageId: { DataType: "String", StringValue: "sns-message-1" },
      },
    },
  ]);
});

test("the reason is one that SQS takes and an operator can read in a list", async () => {
  expect(await setAsideFor(`a\u0000b\uffff\ud83d${"c".repeat(400)}`)).toMatchObject([
    { MessageAttributes: { reason: { StringValue: `a·b·\ufffd${"c".repeat(295)}` } } },
  ]);
});

test("it is said when the queue did not take it", async () => {
  const queue = answeredSqs(() => {
    throw new RangeError("away");
  });
  await expect(deadLetterNotice(queue, QUEUE_URL)({ body: "b", messageId: "m", reason: "r" })).rejects.toThrow(
    RangeError,
  );
});
