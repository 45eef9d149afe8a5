import { rmSync } from "node:fs";
import { Closing, type Opened } from "../../local/closing";
import { openLocalShop } from "../../local/open-shop";
import { type Output, Progress } from "../../local/progress";
import { takeStateFolder } from "../../local/state-folder";
import { localShop } from "../../operations/local-shop";
import type { Shop } from "../../operations/shop";
import { readShopFile } from "../../operations/shop-file";
import { Wire } from "./wire";

/** The shop as `npm start` opens it, with a wire between its functions and AWS; it can be closed and opened again with its state. */
export class FaultyShop implements Opened {
  private closing: Closing | undefined;
  private boardPort = 0;
  private readonly failure = new AbortController();

  private constructor(
    private readonly folder: string,
    private readonly output: Output,
    private readonly stop: AbortSignal,
    readonly wire: Wire,
  ) {}

  /** Aborted when the shop closes without having been told to, with the reason. */
  get failed(): AbortSignal {
    return this.failure.signal;
  }

  /** A shop that is not open yet; its folder is removed when it is closed for good, and `stop` closes it even while it is being opened. */
  static async in(folder: string, output: Output, stop: AbortSignal): Promise<FaultyShop> {
    return new FaultyShop(folder, output, stop, await Wire.open());
  }

  /** Opens the shop, or opens it again after `shut`, at the same addresses and with all that was in it. */
  async open(): Promise<Shop> {
    const closing = new Closing();
    this.closing = closing;
    this.stop.addEventListener("abort", () => closing.because(this.stop.reason));
    closing.signal.addEventListener("abort", () => {
      if (this.closing === closing) this.failure.abort(closing.signal.reason);
    });
    const folder = closing.add(takeStateFolder(this.folder));
    const progress = new Progress(this.output, {});
    const options = { kind: "open", port: this.boardPort, enginePort: 0, endpoint: undefined, fresh: false } as const;
    const detour = (proxy: string): string => {
      this.wire.to = proxy;
      return this.wire.url;
    };
    await openLocalShop({ options: { ...options, folder: this.folder }, folder, closing, progress, detour });
    const shop = localShop(readShopFile(folder.shopFile));
    this.boardPort = Number(new URL(shop.cashier).port);
    return shop;
  }

  /** Closes the shop as Ctrl-C does: the engine keeps its state. */
  async shut(): Promise<void> {
    const { closing } = this;
    this.closing = undefined;
    await closing?.run();
  }

  async close(): Promise<void> {
    try {
      await this.shut();
    } finally {
      await this.wire.close();
      this.force();
    }
  }

  force(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
