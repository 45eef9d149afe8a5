import { pushPayloads } from "../../../lambda/contacts/push";
import { noticePush } from "../../../lambda/notifier/send-notice";
import { directPushes, pushOf } from "../../../local/sns-delivery/direct-pushes";
import { customerOf } from "../../../local/sns-delivery/inbox";
import { ADAS_DEVICE, aFinishedOrder, orderId } from "../../lambda/support/orders";

const owners = customerOf([], new Map([[ADAS_DEVICE, "1"]]));
const MESSAGE = JSON.stringify({ default: "Ready", ...pushPayloads(noticePush(aFinishedOrder(7))) });
const ANSWER = "<PublishResponse><PublishResult><MessageId>push-1</MessageId></PublishResult></PublishResponse>";

const pushes = (changes: Record<string, string> = {}, answer = ANSWER) =>
  directPushes(
    { form: new URLSearchParams({ Action: "Publish", TargetArn: ADAS_DEVICE, Message: MESSAGE, ...changes }), answer },
    owners,
  );

describe("what the notifier pushes to a device", () => {
  test("is recorded with its order and its customer", () => {
    expect(pushes()).toEqual([
      {
        id: "push-1",
        message: {
          customer: "1",
          protocol: "push",
          newsletter: null,
          subject: "Decoupled Coffee",
          text: "Ada, your medium latte is ready.",
          receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
          orderId: orderId(7),
        },
      },
    ]);
  });

  test("belongs to nobody when nobody registered the device", () => {
    expect(pushes({ TargetArn: ADAS_DEVICE.replace(/1$/, "2") })).toMatchObject([{ message: { customer: null } }]);
  });

  test("has no order when the app is told of none", () => {
    const GCM = JSON.stringify({ fcmV1Message: { message: { notification: { title: "T", body: "B" } } } });
    const [push] = pushes({ Message: JSON.stringify({ GCM }) });
    expect(push?.message).toMatchObject({ subject: "T", text: "B" });
    expect(push?.message).not.toHaveProperty("orderId");
  });
});

describe("any other call", () => {
  test.each([
    [{ Action: "DeleteEndpoint" }, ANSWER],
    [{ Message: "Ready" }, ANSWER],
    [{}, "<PublishResponse/>"],
  ])("is no push: %p", (changes, answer) => expect(pushes(changes as Record<string, string>, answer)).toEqual([]));

  test("is no push: to a topic, or to a phone", () => {
    for (const to of [{ TopicArn: "arn:aws:sns:us-east-1:000000000000:Trivia" }, { PhoneNumber: "+15550100001" }]) {
      const form = new URLSearchParams({ Action: "Publish", Message: MESSAGE, ...(to as Record<string, string>) });
      expect(directPushes({ form, answer: ANSWER }, owners)).toEqual([]);
    }
  });

  test.each(["", "{", "[]", '{"GCM":{}}', '{"GCM":"{"}', '{"GCM":"{\\"notification\\":{}}"}', '{"APNS":"{}"}'])(
    "shows nothing on a device: %p",
    (message) => expect(pushOf(message)).toBeUndefined(),
  );
});
