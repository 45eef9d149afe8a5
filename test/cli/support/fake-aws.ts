import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type FakeMessage, type FakeShop, message, queueOf } from "./fake-shop";

interface Asked {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly pathname: string;
  json(value: unknown, status?: number): unknown;
  readonly response: ServerResponse;
}

/** The few AWS actions that operations call, over the protocols of the real services. */
export const answerAws = (shop: FakeShop, { request, body, pathname, json, response }: Asked): void => {
  const target = String(request.headers["x-amz-target"] ?? "");
  const form = new URLSearchParams(body);
  const action = target.split(".")[1] ?? form.get("Action") ?? `${request.method} ${pathname}`;
  shop.actions.push(action);
  const xml = (name: string, content: string) =>
    response
      .writeHead(200, { "content-type": "text/xml" })
      .end(`<${name}Response xmlns="urn:x"><${name}Result>${content}</${name}Result></${name}Response>`);
  const asked = target === "" ? {} : JSON.parse(body);
  const [name = ""] = String(asked.QueueUrl ?? "").match(/[^/]*$/) ?? [];
  const queue = queueOf(shop, name);
  const depth = (isHidden: boolean) => `${queue.filter(({ hidden }) => hidden === isHidden).length}`;
  switch (action) {
    case "GetQueueAttributes":
      return void json({
        Attributes: {
          ApproximateNumberOfMessages: depth(false),
          ApproximateNumberOfMessagesNotVisible: depth(true),
          ApproximateNumberOfMessagesDelayed: "0",
        },
      });
    case "ReceiveMessage": {
      const received = queue.filter(({ hidden }) => !hidden).slice(0, asked.MaxNumberOfMessages);
      for (const one of received) {
        one.hidden = true;
        one.receives += 1;
      }
      return void json({
        Messages: received.map(({ id, body, sentAt, receives, reason }) => ({
          MessageId: id,
          ReceiptHandle: id,
          Body: body,
          MD5OfBody: createHash("md5").update(body).digest("hex"),
          Attributes: { SentTimestamp: `${sentAt}`, ApproximateReceiveCount: `${receives}` },
          ...(reason !== undefined && { MessageAttributes: { reason: { DataType: "String", StringValue: reason } } }),
        })),
      });
    }
    case "SendMessageBatch": {
      const sent = asked.Entries.map(({ MessageBody }: { MessageBody: string }) => message(MessageBody));
      queue.push(...sent);
      return void json({
        Successful: sent.map(({ id, body: text }: FakeMessage, place: number) => ({
          Id: asked.Entries[place].Id,
          MessageId: id,
          MD5OfMessageBody: createHash("md5").update(text).digest("hex"),
        })),
        Failed: [],
      });
    }
    case "PurgeQueue":
      queue.length = 0;
      return void json({});
    case "ChangeMessageVisibilityBatch":
      for (const { ReceiptHandle } of asked.Entries) {
        for (const one of queue) if (one.id === ReceiptHandle) one.hidden = false;
      }
      return void json({ Successful: asked.Entries.map(({ Id }: { Id: string }) => ({ Id })), Failed: [] });
    case "BatchGetItem": {
      const [table = ""] = Object.keys(asked.RequestItems);
      const isReady = (id: { S: string }) => shop.ready.some(({ orderId }) => id.S === `order#${orderId}`);
      const itemOf = ({ id }: { id: { S: string } }) => ({ id, state: { S: isReady(id) ? "finished" : "claimed" } });
      return void json({ Responses: { [table]: asked.RequestItems[table].Keys.map(itemOf) } });
    }
    case "PUT /2015-03-31/event-source-mappings/BaristaEventSourceId":
      shop.baristaWorks = JSON.parse(body).Enabled;
      return void json({ State: shop.baristaWorks ? "Enabling" : "Disabling" }, 202);
    case "GET /2015-03-31/event-source-mappings/BaristaEventSourceId":
      return void json({ State: shop.baristaWorks ? "Enabled" : "Disabled" });
    case "PUT /2017-10-31/functions/ExhibitBaristaFunctionName/concurrency":
      shop.tightBaristaWorks = JSON.parse(body).ReservedConcurrentExecutions !== 0;
      return void json(JSON.parse(body));
    case "DELETE /2017-10-31/functions/ExhibitBaristaFunctionName/concurrency":
      shop.tightBaristaWorks = true;
      return void response.writeHead(204).end();
    case "GET /2019-09-30/functions/ExhibitBaristaFunctionName/concurrency":
      return void json(shop.tightBaristaWorks ? {} : { ReservedConcurrentExecutions: 0 });
    case "POST /2015-03-31/functions/EditorFunctionName/invocations":
      shop.invocations.push(body);
      if (shop.editorFailure !== undefined) {
        response.setHeader("x-amz-function-error", "Unhandled");
        json({ errorType: shop.editorFailureType, errorMessage: shop.editorFailure });
      } else json({ issueId: "issue-1", newsletter: JSON.parse(body).newsletter, messageId: "message-1" });
      return;
    case "ListSubscriptionsByTopic": {
      const theirs = shop.subscriptions.filter(({ attributes }) => attributes.TopicArn === form.get("TopicArn"));
      const members = theirs.map(
        ({ arn, protocol, endpoint }) =>
          `<member><SubscriptionArn>${arn}</SubscriptionArn><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint></member>`,
      );
      return void xml(action, `<Subscriptions>${members.join("")}</Subscriptions>`);
    }
    case "GetSubscriptionAttributes": {
      const one = shop.subscriptions.find(({ arn }) => arn === form.get("SubscriptionArn"));
      const entries = Object.entries(one?.attributes ?? {}).map(
        ([key, value]) => `<entry><key>${key}</key><value>${value.replaceAll('"', "&quot;")}</value></entry>`,
      );
      return void xml(action, `<Attributes>${entries.join("")}</Attributes>`);
    }
    case "GetCallerIdentity":
      return void xml(action, "<Account>123456789012</Account>");
    case "DescribeStacks": {
      const outputs = Object.entries(shop.file.outputs[form.get("StackName") ?? ""] ?? {}).map(
        ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
      );
      if (outputs.length > 0) {
        return void xml(action, `<Stacks><member><Outputs>${outputs.join("")}</Outputs></member></Stacks>`);
      }
      const reason = `<Code>ValidationError</Code><Message>Stack with id ${form.get("StackName")} does not exist</Message>`;
      const error = `<ErrorResponse><Error><Type>Sender</Type>${reason}</Error></ErrorResponse>`;
      return void response.writeHead(400, { "content-type": "text/xml" }).end(error);
    }
    case "GET /2015-03-31/functions/CashierFunctionName/configuration":
      return void json({ Environment: { Variables: { SMS_COUNTRY_PREFIXES: shop.sms.prefixes } } });
    case "GetSMSSandboxAccountStatus":
    case "GetSMSAttributes":
    case "ListPhoneNumbersOptedOut":
      return void xml(action, smsAccount(shop.sms, form)[action]);
    default:
      json({ __type: "UnknownOperation", message: action }, 400);
  }
};

const PAGE = 100;

/** What Amazon SNS says about an account's SMS, as the content of its XML. */
const smsAccount = ({ sandbox, limit, optedOut }: FakeShop["sms"], form: URLSearchParams) => {
  const from = Number(form.get("nextToken") ?? 0);
  const numbers = Array.from({ length: Math.min(PAGE, optedOut - from) }, () => "<member>+15550100</member>");
  const more = from + PAGE < optedOut ? `<nextToken>${from + PAGE}</nextToken>` : "";
  const entry = limit === "" ? "" : `<entry><key>MonthlySpendLimit</key><value>${limit}</value></entry>`;
  return {
    GetSMSSandboxAccountStatus: `<IsInSandbox>${sandbox}</IsInSandbox>`,
    GetSMSAttributes: `<attributes>${entry}</attributes>`,
    ListPhoneNumbersOptedOut: `<phoneNumbers>${numbers.join("")}</phoneNumbers>${more}`,
  };
};
