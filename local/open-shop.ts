import { basename, join } from "node:path";
import { BoardServer } from "../board/board-server";
import { openLocalBoard } from "../board/open-local-board";
import { PickupBoard } from "../board/pickup-board";
import { counted } from "../cli/wording";
import { LOCAL_STAGE } from "../lib/settings/stage";
import { readSettings } from "../lib/settings/stage-settings";
import { baristaState } from "../operations/barista";
import { localShop } from "../operations/local-shop";
import { ShopError } from "../operations/shop-error";
import { attendQueue } from "./attend-queue";
import { useGivenEngine } from "./engine/given-engine";
import { openOwnEngine } from "./engine/own-engine";
import type { Deployed, Opening } from "./opening";
import { describeShop, writeShopFile } from "./shop-file";
import { DeliverySimulator } from "./sns-delivery/delivery-simulator";
import { customerOf, Inbox } from "./sns-delivery/inbox";
import { bringDevices } from "./sns-delivery/sample-devices";
import { welcome } from "./welcome";

/** Opens everything a shop is made of, and says where it is. Whatever it opens, `closing` knows how to close. */
export const openLocalShop = async (opening: Opening): Promise<void> => {
  const { options, folder, closing, progress } = opening;
  const began = Date.now();
  if (folder.instead) progress.say(`Another shop is open in ${options.folder}: this one is in ${folder.typed}.`);
  const board = closing.add(await BoardServer.open(options.port));
  const deployed = await (options.endpoint === undefined
    ? openOwn(opening)
    : useGivenEngine(opening, options.endpoint));
  const { file, shop } = await startWork(opening, board, deployed);
  const baristaIsAway = (await baristaState(shop)) === "Disabled";
  closing.add(writeShopFile(folder, file));
  progress.say(welcome({ file, folder: folder.typed, seconds: (Date.now() - began) / 1_000, baristaIsAway }));
};

/** Opens the shop's own engine, and closes the shop when that ends by itself. */
const openOwn = async (opening: Opening): Promise<Deployed> => {
  const { closing, folder } = opening;
  const deployed = await openOwnEngine(opening);
  const { engine, proxy } = deployed;
  const ordersQueue = localShop(describeShop("http://localhost", deployed)).output("OrdersQueueUrl");
  void engine.ended.then(() => {
    const unsaved = proxy.sentSince(engine.savedAt, ordersQueue);
    closing.because(
      new ShopError(
        `the engine has stopped by itself; ${counted(unsaved, "order")} accepted after it last wrote its state down may be lost. ` +
          `Start again: all that it wrote down is kept (its log: ${folder.engineLog})`,
      ),
    );
  });
  return deployed;
};

/** Everything that goes on as long as the shop is open: the pickup board, the delivery simulator and the board over HTTP. */
const startWork = async ({ options, folder, closing }: Opening, board: BoardServer, deployed: Deployed) => {
  const { signal } = closing;
  const file = describeShop(board.url, deployed);
  const shop = localShop(file);
  // Somebody else's engine has a memory of its own.
  const kept = (file: string) => (options.endpoint === undefined ? file : join(folder.scratch, basename(file)));
  const pickupBoard = new PickupBoard(kept(folder.readyOrders));
  const inbox = new Inbox(kept(folder.inbox));
  const { subscribers: customers } = readSettings(LOCAL_STAGE);
  const devices = await bringDevices(shop);
  const delivery = { shop, inbox, customerOf: customerOf(customers, devices), signal, proxy: deployed.proxy };
  const deliverySimulator = await DeliverySimulator.open(delivery);
  const readyQueue = shop.output("PickupBoardQueueUrl");
  const reading = attendQueue(shop, readyQueue, (messages) => pickupBoard.take(messages), signal);
  const { sources, closed } = openLocalBoard({ file, shop, pickupBoard, inbox, customers, devices, signal });
  closing.add({
    close: async () => {
      await Promise.all([reading, deliverySimulator.closed(), closed]);
    },
  });
  board.show(sources);
  return { file, shop };
};
