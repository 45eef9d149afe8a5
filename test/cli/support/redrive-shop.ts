import { localShop } from "../../../cli/desk/local-shop";
import type { openShop } from "../../../cli/desk/open-shop";
import { outputReader, type Shop } from "../../../cli/desk/shop";
import type { FakeQueues } from "./fake-queues";
import { outputsAt } from "./fake-shop";

const ADDRESS = "http://localhost";

/** A shop whose queues are in memory; it has no engine that could list messages. */
export const shopWith = (queues: FakeQueues, target: Shop["target"] = "local"): typeof openShop => {
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
  return async () => ({ ...local, target, output: outputReader(outputs, ""), sqs: queues.client() });
};
