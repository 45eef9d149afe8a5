import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { OnDelete } from "./durable-queue";

export interface IdempotencyTableProps {
  readonly onDelete: OnDelete;
}

/**
 * A book of what has been done, an entry for each piece of work, for 40 days: so that an order, a notice or a
 * webhook delivery takes effect once however often its message arrives.
 *
 * Its entries are written by `lambda/shared/dynamodb-idempotency.ts`, which describes them.
 */
export class IdempotencyTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { onDelete }: IdempotencyTableProps) {
    super(scope, id);
    this.table = new TableV2(this, "Table", {
      partitionKey: { name: "id", type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: "expiresAt",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: onDelete === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Lets a function claim work and note that it is done. It needs to read nothing: a refused claim tells why. */
  grantEntries(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({ grantee, actions: ["dynamodb:PutItem"], resourceArns: [this.table.tableArn] });
  }
}
