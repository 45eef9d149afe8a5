import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { OnDelete } from "./durable-queue";

export interface IdempotencyTableProps {
  /** @default "retain" */
  readonly onDelete?: OnDelete;
}

/**
 * The table of an idempotency store: an entry for each piece of work, kept for 40 days, so that a message takes effect once
 * however often it arrives. Pay per request, with point-in-time recovery.
 *
 * Its entries are written by `DynamoDbIdempotencyStore` of the kit's handler code, which describes them.
 */
export class IdempotencyTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { onDelete = "retain" }: IdempotencyTableProps = {}) {
    super(scope, id);
    this.table = new TableV2(this, "Table", {
      partitionKey: { name: "id", type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: "expiresAt",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: onDelete === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Lets a function acquire work and note that it is done. It needs to read nothing: a refused write tells why. */
  grantEntries(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({ grantee, actions: ["dynamodb:PutItem"], resourceArns: [this.table.tableArn] });
  }
}
