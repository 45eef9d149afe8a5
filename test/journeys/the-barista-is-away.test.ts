import { switchBarista } from "../../operations/barista";
import { queueDepth } from "../../operations/queue-depths";
import { A_WHILE_MS, until } from "../support/until";
import { lattes, onTheBoard, order, sharedShop, untilQuiet } from "./shared-shop";

const shop = sharedShop();
const { signal } = new AbortController();

afterAll(async () => {
  await switchBarista(shop, true, signal);
});

it("while the barista is away orders wait, nobody is refused, and all are served on the return (engine)", async () => {
  await untilQuiet(shop);
  await switchBarista(shop, false, signal);

  const orderIds: string[] = [];
  for (let request = 0; request < 3; request++) orderIds.push(...(await order(shop, lattes(10, `Waiting ${request}`))));
  expect(new Set(orderIds).size).toBe(30);
  expect(await queueDepth(shop, "orders")).toMatchObject({ waiting: 30, inHand: 0 });
  expect(await onTheBoard(shop, orderIds)).toEqual([]);

  await switchBarista(shop, true, signal);
  await until(
    "all thirty are on the pickup board",
    A_WHILE_MS,
    async () => (await onTheBoard(shop, orderIds)).length === 30,
  );
  await until("the queue is empty", A_WHILE_MS, async () => {
    const { waiting, inHand } = await queueDepth(shop, "orders");
    return waiting + inHand === 0;
  });
  expect((await onTheBoard(shop, orderIds)).map(({ deliveries }) => deliveries)).toEqual(Array(30).fill(1));
});
