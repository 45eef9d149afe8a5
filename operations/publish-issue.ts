import { InvokeCommand } from "@aws-sdk/client-lambda";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { faultLine, shown } from "../lambda/messaging/parse";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** An issue as it is handed to the editor, who checks it. */
export interface IssueForm {
  readonly newsletter: string;
  readonly subject: string;
  readonly text: string;
  readonly audience?: string;
}

const published = v.object({ issueId: v.string(), newsletter: v.string(), messageId: v.string() });
const failure = v.object({ errorMessage: v.string() });

/**
 * Hands an issue to the editor.
 *
 * @throws ShopError with the editor's words when the issue was not published
 */
export const publishIssue = async (shop: Shop, issue: IssueForm): Promise<v.InferOutput<typeof published>> => {
  const { FunctionError, Payload } = await shop.lambda.send(
    new InvokeCommand({ FunctionName: shop.output("EditorFunctionName"), Payload: Buffer.from(JSON.stringify(issue)) }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) {
    const said = parseJsonWith(failure, text);
    throw new ShopError(`the editor did not publish it: ${said.ok ? said.value.errorMessage : shown(text)}`);
  }
  const parsed = parseJsonWith(published, text);
  if (!parsed.ok) throw new ShopError(`the editor answered something unexpected: ${faultLine(parsed.faults)}`);
  return parsed.value;
};
