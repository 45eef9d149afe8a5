import {
  AuthorizationErrorException,
  EndpointDisabledException,
  InternalErrorException,
  InvalidParameterException,
  NotFoundException,
  PlatformApplicationDisabledException,
  type PublishInput,
  ThrottledException,
} from "@aws-sdk/client-sns";
import { appleLifetime, pushPayloads } from "../../../lambda/contacts/push";
import { sendPush } from "../../../lambda/notifier/send-notice";
import { answeredSns } from "../support/answered-client";
import { eachTestLogs } from "../support/logs";
import { ADAS_DEVICE } from "../support/orders";

const { lines } = eachTestLogs();

const APPLICATION = "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee";
const NOTE = { title: "Decoupled Coffee", body: "ready", data: { orderId: "1" }, lifetimeSeconds: 3_600 };
const FOREIGN = { undeliverable: "the device is not registered with an application of this shop" };
const DISABLED = { undeliverable: "the device's endpoint was disabled" };
const GONE = { undeliverable: "the device's endpoint does not exist" };
const quoting = (message = "Invalid parameter") => ({ message: `${message} ${ADAS_DEVICE}`, $metadata: {} });

interface Sns {
  readonly endpoint?: string;
  readonly applications?: readonly string[];
  readonly publish?: Error;
  readonly remove?: Error;
}

/** Pushes to Ada's device while SNS is as described. Returns what became of it and what SNS was asked. */
const push = async ({ endpoint = ADAS_DEVICE, applications = [APPLICATION], publish, remove }: Sns = {}) => {
  const published: PublishInput[] = [];
  const removed: unknown[] = [];
  const sns = answeredSns((input: PublishInput) => {
    published.push(input);
    if (publish) throw publish;
    return { MessageId: "1" };
  });
  const quick = answeredSns((input, command) => {
    removed.push([command, input]);
    if (remove) throw remove;
    return {};
  });
  const [outcome] = await Promise.allSettled([sendPush({ sns, quick }, applications)(endpoint, NOTE)]);
  return { outcome, delivery: outcome.status === "fulfilled" ? outcome.value : outcome, published, removed };
};

afterEach(() => expect(lines().join("")).not.toContain("endpoint/"));

describe("a push message", () => {
  test("goes to the device alone, with a payload for its platform", async () => {
    const { delivery, published, removed } = await push();
    expect(delivery).toBe("sent");
    expect(published).toEqual([
      {
        TargetArn: ADAS_DEVICE,
        MessageStructure: "json",
        Message: JSON.stringify({ default: "ready", ...pushPayloads(NOTE) }),
        MessageAttributes: appleLifetime(3_600),
      },
    ]);
    expect(removed).toEqual([]);
  });

  test.each([
    ["another application of the account", APPLICATION.replace("decoupled-coffee", "tea")],
    ["one whose name begins alike", `${APPLICATION}-2`],
    ["one whose name ends earlier", APPLICATION.replace("decoupled-coffee", "decoupled")],
    ["another account's", APPLICATION.replace("000000000000", "111111111111")],
    ["another region's", APPLICATION.replace("eu-west-1", "eu-west-2")],
    ["another platform's", APPLICATION.replace("GCM", "APNS")],
  ])("goes to no device but the shop's own: the shop's is %s", async (_, application) => {
    const { delivery, published } = await push({ applications: [application] });
    expect([delivery, published]).toEqual([FOREIGN, []]);
  });

  test("goes nowhere while the shop has no application", async () => {
    expect(await push({ applications: [] })).toMatchObject({ delivery: FOREIGN, published: [] });
  });
});

describe("a device that is gone", () => {
  test("is removed when its endpoint was disabled", async () => {
    const { delivery, removed } = await push({ publish: new EndpointDisabledException(quoting()) });
    expect(delivery).toEqual(DISABLED);
    expect(removed).toEqual([["DeleteEndpointCommand", { EndpointArn: ADAS_DEVICE }]]);
  });

  test("is given up also when it cannot be removed; the log says so", async () => {
    const remove = new ThrottledException(quoting());
    expect((await push({ publish: new EndpointDisabledException(quoting()), remove })).delivery).toEqual(DISABLED);
    expect(lines()).toEqual(['{"message":"disabled endpoint not removed","reason":"ThrottledException"}']);
  });

  test.each([
    new NotFoundException(quoting("Endpoint does not exist")),
    new InvalidParameterException(
      quoting("Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified"),
    ),
  ])("is known to be by %p", async (publish) => {
    expect(await push({ publish })).toMatchObject({ delivery: GONE, removed: [] });
  });
});

describe("when SNS does not take a message", () => {
  test("that it finds fault with, it never will", async () => {
    expect((await push({ publish: new InvalidParameterException(quoting()) })).delivery).toEqual({
      undeliverable: "SNS refused the message: InvalidParameterException",
    });
  });

  test.each([
    new ThrottledException(quoting()),
    new InternalErrorException(quoting()),
    new AuthorizationErrorException(quoting()),
    new PlatformApplicationDisabledException(quoting()),
    new RangeError("socket hang up"),
  ])("it may later, and the device stays: %p", async (publish) => {
    expect(await push({ publish })).toMatchObject({ outcome: { status: "rejected", reason: publish }, removed: [] });
  });
});
