import { handOver } from "../../../local/sns-delivery/hand-over";
import type { TwinSubscription } from "../../../local/sns-delivery/twin-subscription";
import { memoryShop } from "../support/memory-shop";

const MESSAGES = [{ Body: "{}" }];
const twin = (protocol: TwinSubscription["protocol"], endpoint: string): TwinSubscription => ({
  newsletter: "trivia",
  protocol,
  customer: null,
  original: "arn:aws:sns:us-east-1:000000000000:Trivia:1",
  endpoint,
  queueUrl: "http://localhost:4566/000000000000/PostOffice-1",
});

describe("an issue", () => {
  test.each(["email", "sms", "push"] as const)("by %s is with its customer at once", async (protocol) => {
    const { delivered, settled } = await handOver(twin(protocol, "somewhere"), MESSAGES, memoryShop().shop, undefined);
    expect([delivered, settled]).toEqual([MESSAGES, MESSAGES]);
  });

  test.each(["https://example.com/hook", "https://abc.lambda-url.us-east-1.on.aws/"])(
    "does not reach a webhook that cannot be posted to, and does not pile up: %s",
    async (endpoint) => {
      const { delivered, settled } = await handOver(twin("https", endpoint), MESSAGES, memoryShop().shop, undefined);
      expect([delivered, settled]).toEqual([[], MESSAGES]);
    },
  );
});
