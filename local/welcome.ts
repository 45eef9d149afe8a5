import type { ShopFile } from "../operations/shop-file";

interface Welcome {
  readonly file: ShopFile;
  /** State folder, as somebody in the working directory would type it. */
  readonly folder: string;
  readonly seconds: number;
  /** The barista was sent away and is not called back by opening. */
  readonly baristaIsAway: boolean;
}

/** Where the command line looks for a shop by itself. */
const USUAL_FOLDER = ".shop";

export const welcome = ({ file, folder, seconds, baristaIsAway }: Welcome): string => {
  const shop = `${folder === USUAL_FOLDER ? "" : `SHOP_FOLDER=${quoted(folder)} `}npm run shop --`;
  return [
    "",
    `Order board   ${file.board}`,
    `Cashier       ${file.cashier}`,
    `AWS endpoint  ${file.endpoint}   account ${file.account} (local)`,
    "",
    ...(baristaIsAway ? [`The barista is still away, orders wait. Call them back: ${shop} barista start`] : []),
    `Open after ${seconds.toFixed(1)} s. Try: ${shop} order --drink latte --name Ada`,
    "Ctrl-C closes the shop.",
  ].join("\n");
};

/** A path as a shell takes it for one word. */
const quoted = (path: string): string => (/^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
