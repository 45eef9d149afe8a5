import { join } from "node:path";
import type { Construct } from "constructs";
import { MessagingFunction } from "../messaging/messaging-function";
import { EXHIBIT_BARISTA_TIMEOUT } from "../settings/numbers";

export interface ExhibitBaristaProps {
  readonly logRetentionDays: number;
}

/**
 * Makes orders while the exhibit's cashier waits.
 *
 * Whoever sends this barista away sets the function's reserved concurrency to 0; the stack says nothing about it, so that
 * taking it away again leaves no drift.
 */
export class ExhibitBarista extends MessagingFunction<Record<never, string>> {
  constructor(scope: Construct, id: string, { logRetentionDays }: ExhibitBaristaProps) {
    super(scope, id, {
      entry: join(__dirname, "../../lambda/exhibit-barista/index.ts"),
      impact: "Makes the orders of the tightly coupled exhibit. When it fails, the exhibit's cashier fails with it.",
      timeout: EXHIBIT_BARISTA_TIMEOUT,
      environment: {},
      logRetentionDays,
    });
  }
}
