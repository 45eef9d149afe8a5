import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import * as v from "valibot";

const sendMessageBatch = v.object({ Entries: v.array(v.object({ Id: v.string(), MessageBody: v.string() })) });

/** The messages of one `SendMessageBatch` as it travels, by their bodies. */
export const messagesOf = (body: string): readonly string[] =>
  v.parse(sendMessageBatch, JSON.parse(body)).Entries.map(({ MessageBody }) => MessageBody);

/** What SQS answers to a `SendMessageBatch` of which it stored every message; the client checks the digests. */
export const storedReply = (body: string) => ({
  Successful: v.parse(sendMessageBatch, JSON.parse(body)).Entries.map(({ Id, MessageBody }) => ({
    Id,
    MessageId: `message-${Id}`,
    MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
  })),
});

/** Replies to a `SendMessageBatch` as SQS does when it stored every message. */
export const replyStored = (body: string, response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(storedReply(body)));
};
