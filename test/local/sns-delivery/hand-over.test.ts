import { handOver } from "../../../local/sns-delivery/hand-over";
import type { MirrorSubscription } from "../../../local/sns-delivery/mirror-subscriptions";
import { memoryShop } from "../support/memory-shop";

const MESSAGES = [{ Body: "{}" }];
const mirror = (protocol: MirrorSubscription["protocol"], endpoint: string): MirrorSubscription => ({
  newsletter: "trivia",
  protocol,
  customer: null,
  original: "arn:aws:sns:us-east-1:000000000000:Trivia:1",
  endpoint,
  queueUrl: "http://localhost:4566/000000000000/Mirror-1",
});

describe("an issue", () => {
  test.each(["email", "sms", "push"] as const)("by %s is with its customer at once", async (protocol) => {
    const { delivered, settled } = await handOver(
      mirror(protocol, "somewhere"),
      MESSAGES,
      memoryShop().shop,
      undefined,
    );
    expect([delivered, settled]).toEqual([MESSAGES, MESSAGES]);
  });

  test.each(["https://example.com/hook", "https://abc.lambda-url.us-east-1.on.aws/"])(
    "does not reach a webhook that cannot be posted to, and does not pile up: %s",
    async (endpoint) => {
      const { delivered, settled } = await handOver(mirror("https", endpoint), MESSAGES, memoryShop().shop, undefined);
      expect([delivered, settled]).toEqual([[], MESSAGES]);
    },
  );
});
