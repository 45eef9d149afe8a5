import type { SNSEvent } from "aws-lambda";
import { readIssues } from "./read-issues";

/** Called by the three newsletter topics. */
export const handler = async (event: SNSEvent): Promise<void> => readIssues(event);
