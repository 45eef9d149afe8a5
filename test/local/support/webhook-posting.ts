import { AwsApiProxy } from "../../../local/engine/aws-api-proxy";
import { WebhookPost } from "../../../local/sns-delivery/webhook-post";
import { type BareEngine, openBareEngine } from "./bare-engine";
import { mirrorDelivery, TRIVIA } from "./mirror-delivery";
import { openShopReceiver, type ShopReceiver } from "./shop-receiver";

export const SUBSCRIPTION = `${TRIVIA}:22222222-0000-4000-8000-000000000002`;

/** A delivery simulator and the receiver it posts to. */
export class WebhookPosting {
  private constructor(
    readonly engine: BareEngine,
    readonly proxy: AwsApiProxy,
    readonly post: WebhookPost,
    public receiver: ShopReceiver,
  ) {}

  static async open(): Promise<WebhookPosting> {
    const engine = await openBareEngine();
    const proxy = await AwsApiProxy.open(() => engine.port);
    return new WebhookPosting(engine, proxy, new WebhookPost(proxy), await openShopReceiver(proxy, TRIVIA));
  }

  deliver(message = mirrorDelivery()) {
    return this.post.deliver(SUBSCRIPTION, this.receiver.url, message);
  }

  /** What the receiver answered: status and the first word of each. */
  outcomes(): string[] {
    return this.receiver.answers.map(({ status, body }) => `${status} ${Object.values(body)[0]}`);
  }

  async close(): Promise<void> {
    await this.receiver.close();
    await this.proxy.close();
    await this.engine.close();
  }
}
