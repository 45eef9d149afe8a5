import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

/** Text attributes beside a message, by name. */
export type StoredAttributes = Readonly<Record<string, string>>;

/** The text attributes of a request. */
export const storedAttributes = (given: Record<string, MessageAttributeValue> | undefined): StoredAttributes =>
  Object.fromEntries(Object.entries(given ?? {}).map(([name, { StringValue = "" }]) => [name, StringValue]));
