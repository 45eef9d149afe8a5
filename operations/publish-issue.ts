import { randomUUID } from "node:crypto";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { errorName } from "../lambda/messaging/log";
import { faultLine, shown } from "../lambda/messaging/parse";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** An issue as it is handed to the editor, who checks it. */
export interface IssueForm {
  readonly newsletter: string;
  readonly subject: string;
  readonly text: string;
  readonly audience?: string;
  /** Given again after a publish without an answer: who reads by machine recognises the copy. @default - a new one */
  readonly issueId?: string;
}

const published = v.object({ issueId: v.string(), newsletter: v.string(), messageId: v.string() });
const failure = v.object({ errorType: v.optional(v.string()), errorMessage: v.string() });

/** What Lambda answers when it did not call the function at all. */
const NOT_CALLED = new Set(["TooManyRequestsException", "ResourceNotFoundException", "AccessDeniedException"]);

/**
 * Hands an issue to the editor, once: whoever asks twice may publish twice.
 *
 * @throws ShopError with the editor's words when the issue was not published, or with what to do when it may have been
 */
export const publishIssue = async (shop: Shop, form: IssueForm): Promise<v.InferOutput<typeof published>> => {
  const issue = { ...form, issueId: form.issueId ?? randomUUID() };
  const maybe = (why: string) =>
    new ShopError(
      `the issue may have been published (${why}): look for ${issue.issueId} with peek, or in the inboxes, before you publish it again with --issue-id ${issue.issueId}`,
    );
  const command = new InvokeCommand({
    FunctionName: shop.output("EditorFunctionName"),
    Payload: Buffer.from(JSON.stringify(issue)),
  });
  const { FunctionError, Payload } = await shop.lambda.send(command).catch((error: unknown) => {
    throw NOT_CALLED.has(errorName(error)) ? error : maybe(`the editor did not answer: ${errorName(error)}`);
  });
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) {
    const said = parseJsonWith(failure, text);
    if (!said.ok) throw maybe(`the editor failed: ${shown(text)}`);
    const { errorType, errorMessage } = said.value;
    if (errorType === "IssueRefused") throw new ShopError(`the editor did not publish it: ${errorMessage}`);
    throw maybe(`the editor failed: ${errorMessage}`);
  }
  const parsed = parseJsonWith(published, text);
  if (!parsed.ok) throw new ShopError(`the editor answered something unexpected: ${faultLine(parsed.faults)}`);
  return parsed.value;
};
