import { FunctionsDoor } from "../../../local/engine/functions-door";
import { WebhookPost } from "../../../local/sns-delivery/webhook-post";
import { type BareEngine, openBareEngine } from "./bare-engine";
import { openShopReceiver, type ShopReceiver } from "./shop-receiver";
import { TRIVIA, twinDelivery } from "./twin-delivery";

export const SUBSCRIPTION = `${TRIVIA}:22222222-0000-4000-8000-000000000002`;

/** A post office and the receiver it posts to. */
export class WebhookPosting {
  private constructor(
    readonly engine: BareEngine,
    readonly door: FunctionsDoor,
    readonly post: WebhookPost,
    public receiver: ShopReceiver,
  ) {}

  static async open(): Promise<WebhookPosting> {
    const engine = await openBareEngine();
    const door = await FunctionsDoor.open(() => engine.port);
    return new WebhookPosting(engine, door, new WebhookPost(door), await openShopReceiver(door, TRIVIA));
  }

  deliver(message = twinDelivery()) {
    return this.post.deliver(SUBSCRIPTION, this.receiver.url, message);
  }

  /** What the receiver answered: status and the first word of each. */
  outcomes(): string[] {
    return this.receiver.answers.map(({ status, body }) => `${status} ${Object.values(body)[0]}`);
  }

  async close(): Promise<void> {
    await this.receiver.close();
    await this.door.close();
    await this.engine.close();
  }
}
