import type { OutputName } from "../../lib/output-names";
import type { Shop } from "../../operations/shop";
import type { BoardState } from "../state";

/** What each part of the shop is at AWS, and the command of the AWS command line that shows the same. No command carries a secret. */
export const awsNamesOf = (
  shop: Pick<Shop, "target" | "endpoint" | "region" | "output" | "cashier">,
): BoardState["places"] => {
  // The engine asks for no signature, so that the command works without credentials.
  const where = shop.endpoint === undefined ? "" : ` --endpoint-url ${shop.endpoint} --no-sign-request`;
  const aws = (words: string) => `aws ${words} --region ${shop.region}${where}`;
  const count = (queueUrl: OutputName) =>
    aws(`sqs get-queue-attributes --queue-url ${shop.output(queueUrl)} --attribute-names All`);
  return {
    cashier: {
      aws: "Lambda · function URL",
      command:
        shop.target === "local"
          ? `curl -H 'content-type: application/json' -d '{"drink":"latte","pickupName":"Ada"}' ${shop.cashier}`
          : aws(`lambda get-function-url-config --function-name ${shop.output("CashierFunctionName")}`),
    },
    orders: {
      aws: "SQS · ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible",
      command: count("OrdersQueueUrl"),
    },
    barista: {
      aws: "Lambda · event source mapping",
      command: aws(`lambda get-event-source-mapping --uuid ${shop.output("BaristaEventSourceId")}`),
    },
    pickupBoard: { aws: "SNS · order-ready topic → SQS", command: count("PickupBoardQueueUrl") },
    deadLetter: { aws: "SQS · dead-letter queue (redrive policy)", command: count("OrdersDeadLetterQueueUrl") },
  };
};
