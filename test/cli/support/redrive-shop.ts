import type { OutputName } from "../../../lib/output-names";
import { localShop } from "../../../operations/local-shop";
import { type openShop, outputReader, type Shop } from "../../../operations/shop";
import type { FakeQueues } from "./fake-queues";
import { outputsAt } from "./fake-shop";

const ADDRESS = "http://localhost";

const ORDERS_QUEUES: readonly OutputName[] = ["OrdersQueueUrl", "OrdersDeadLetterQueueUrl"];

/** A shop whose queues are in memory; it has no engine that could list messages. */
export const shopWith = (
  queues: FakeQueues,
  target: Shop["target"] = "local",
  { fifo = false }: { readonly fifo?: boolean } = {},
): typeof openShop => {
  const outputs = outputsAt(ADDRESS);
  const { endpoint: _, ...local } = localShop({
    board: ADDRESS,
    cashier: `${ADDRESS}/orders`,
    endpoint: ADDRESS,
    region: "us-east-1",
    account: "000000000000",
    outputs,
    pid: process.pid,
  });
  const read = outputReader(outputs, "");
  const output: Shop["output"] = (name) => (fifo && ORDERS_QUEUES.includes(name) ? `${read(name)}.fifo` : read(name));
  return async () => ({ ...local, target, output, sqs: queues.client() });
};
