/** What the deployed stacks tell about themselves: stack name -> names of its outputs. Stacks and operations share it. */
export const STACK_OUTPUTS = {
  CoffeeShopOrders: [
    "CashierUrl",
    "OrdersQueueUrl",
    "OrdersDeadLetterQueueUrl",
    "PickupBoardQueueUrl",
    "PickupBoardDeadLetterQueueUrl",
    "NotifierDeadLetterQueueUrl",
    "OrderReadyTopicArn",
    "OrderLedgerTableName",
    "CashierFunctionName",
    "BaristaFunctionName",
    "BaristaEventSourceId",
    "NotifierFunctionName",
    "UndeliveredQueueUrl",
    "DeviceDeskUrl",
  ],
  CoffeeShopNewsletters: [
    "CouponsTopicArn",
    "TriviaTopicArn",
    "ProductUpdatesTopicArn",
    "CouponsArchiveQueueUrl",
    "TriviaArchiveQueueUrl",
    "ProductUpdatesArchiveQueueUrl",
    "SubscribersDeadLetterQueueUrl",
    "EditorFunctionName",
    "NewsletterReaderFunctionName",
    "NewsletterReaderDeadLetterQueueUrl",
    "MembershipUrl",
    "WebhookReceiverUrl",
    "WebhookReceiverFunctionName",
  ],
  TightlyCoupledExhibit: ["ExhibitCashierUrl", "ExhibitBaristaFunctionName"],
} as const;

export type StackName = keyof typeof STACK_OUTPUTS;

export type OutputName = (typeof STACK_OUTPUTS)[StackName][number];

/** All stacks whose outputs operations read. */
export const STACK_NAMES = Object.keys(STACK_OUTPUTS) as readonly StackName[];

/** Stacks that a shop can do without. */
export const OPTIONAL_STACKS: readonly StackName[] = ["TightlyCoupledExhibit"];

/** Outputs that a stack can do without: of mobile push, and of a webhook receiver of its own. */
export const OPTIONAL_OUTPUTS = [
  "DeviceDeskUrl",
  "WebhookReceiverUrl",
  "WebhookReceiverFunctionName",
] as const satisfies readonly OutputName[];
