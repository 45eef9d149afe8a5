import { join } from "node:path";
import { Grant } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { ExhibitCashierEnvironment } from "../../lambda/exhibit-cashier";
import { type Access, MessagingFunction } from "../messaging/messaging-function";
import { CASHIER_TIMEOUT, EXHIBIT_BARISTA_TIMEOUT } from "../settings/numbers";

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

export interface ExhibitCashierProps {
  readonly barista: ExhibitBarista;
  /** Who may place orders: callers with AWS credentials and permission, or everybody. */
  readonly access: Access;
  readonly logRetentionDays: number;
}

/** Takes orders over HTTPS, calls the barista with them and waits. It is as available as the barista is, and no more. */
export class ExhibitCashier extends MessagingFunction<ExhibitCashierEnvironment> {
  /** Base address; orders go to `orders` below it. Ends with a slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { barista, access, logRetentionDays }: ExhibitCashierProps) {
    super(scope, id, {
      entry: join(__dirname, "../../lambda/exhibit-cashier/index.ts"),
      impact: "Takes the orders of the tightly coupled exhibit. When it fails, no customer of the exhibit is served.",
      timeout: CASHIER_TIMEOUT,
      environment: {
        EXHIBIT_BARISTA_FUNCTION_NAME: barista.lambda.functionName,
      } satisfies ExhibitCashierEnvironment,
      logRetentionDays,
    });
    Grant.addToPrincipal({
      grantee: this,
      actions: ["lambda:InvokeFunction"],
      resourceArns: [barista.lambda.functionArn],
    });
    this.url = this.addUrl(access);
  }
}
