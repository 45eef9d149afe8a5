import { newFolder, openShop, removeFolder } from "./open-shop";

/** Opens one shop for all journeys, and says where it is. */
export default async function globalSetup(): Promise<void> {
  const opened = await openShop(newFolder());
  process.env.SHOP_FOLDER = opened.folder;
  globalThis.closeJourneyShop = async () => {
    const code = await opened.close();
    removeFolder(opened.folder);
    if (code !== 0) throw new Error(`the shop of the journeys closed with exit code ${code}:\n${opened.output()}`);
  };
}

declare global {
  var closeJourneyShop: (() => Promise<void>) | undefined;
}
