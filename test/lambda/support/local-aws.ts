import type { ServerResponse } from "node:http";
import { type LocalServer, localServer } from "./local-server";
import { replyStored } from "./stored-reply";

/**
 * The three services that handlers talk to, on one port and always willing: SNS and SQS take every message, DynamoDB
 * every write. Put into the environment of a handler before its module is loaded.
 */
export const localAws = async (): Promise<LocalServer & { readonly environment: Readonly<Record<string, string>> }> => {
  const server = await localServer((body, response, { headers }) => {
    const target = String(headers["x-amz-target"] ?? "");
    if (target.startsWith("DynamoDB_")) response.writeHead(200, JSON_10).end("{}");
    else if (target.startsWith("AmazonSQS.")) replyStored(body, response);
    else replyPublished(new URLSearchParams(body), response);
  });
  const environment = {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  return { ...server, environment };
};

const JSON_10 = { "content-type": "application/x-amz-json-1.0" };

/** SNS speaks the query protocol: a form in, XML out. */
const replyPublished = (form: URLSearchParams, response: ServerResponse): void => {
  const action = form.get("Action");
  const members = [...form]
    .filter(([name]) => /^PublishBatchRequestEntries\.member\.\d+\.Id$/.test(name))
    .map(([, id]) => `<member><Id>${id}</Id><MessageId>published-${id}</MessageId></member>`);
  const result =
    action === "PublishBatch"
      ? `<Successful>${members.join("")}</Successful><Failed/>`
      : "<MessageId>published-0</MessageId>";
  response
    .writeHead(200, { "content-type": "text/xml" })
    .end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
};
