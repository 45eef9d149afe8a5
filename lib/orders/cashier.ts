import { FunctionUrlAuthType } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { CashierEnvironment } from "../../lambda/cashier/environment";
import { CASHIER_TIMEOUT } from "../settings";
import { ShopFunction } from "../shop-function";
import type { OrdersQueue } from "./orders-queue";

export interface CashierProps {
  readonly orders: OrdersQueue;
  /** Who may place orders: callers with AWS credentials and permission, or everybody. */
  readonly access: "AWS_IAM" | "public";
  readonly logRetentionDays: number;
}

/** Takes orders over HTTPS and puts them into the queue. It knows the queue and nothing of the barista. */
export class Cashier extends ShopFunction<CashierEnvironment> {
  /** Base address; orders go to `orders` below it. Ends with a slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { orders, access, logRetentionDays }: CashierProps) {
    super(scope, id, {
      handler: "cashier",
      impact: "Takes orders. When it fails, no customer can order; orders already taken are not affected.",
      timeout: CASHIER_TIMEOUT,
      environment: { ORDERS_QUEUE_URL: orders.queue.queueUrl } satisfies CashierEnvironment,
      logRetentionDays,
    });
    orders.queue.grant(this, "sqs:SendMessage");
    const authType = access === "public" ? FunctionUrlAuthType.NONE : FunctionUrlAuthType.AWS_IAM;
    this.url = this.lambda.addFunctionUrl({ authType }).url;
  }
}
