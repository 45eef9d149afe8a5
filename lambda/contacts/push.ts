import * as v from "valibot";

/** A mobile push endpoint of Amazon SNS. */
export const pushEndpoint = v.pipe(
  v.string("must be the ARN of an SNS platform endpoint"),
  v.regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:endpoint\/(GCM|APNS|APNS_SANDBOX)\/[\w.-]{1,256}\/[0-9a-f-]{36}$/,
    "must be the ARN of an SNS platform endpoint: arn:aws:sns:<region>:<account>:endpoint/GCM|APNS|APNS_SANDBOX/<application>/<id>",
  ),
);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `arn:aws:sns:<region>:<account>:app/<platform>/<name>`, for the platforms that the shop pushes to. */
const APPLICATION = /^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:)app\/((?:GCM|APNS|APNS_SANDBOX)\/[\w.-]{1,256})$/;

/**
 * Reads the comma-separated ARNs of the shop's platform applications; an empty text means that it has none.
 *
 * @throws Error for anything else, so that a wrong deployment fails at its first start
 */
export const readApplicationArns = (text: string): readonly string[] => {
  const arns = text
    .split(",")
    .map((arn) => arn.trim())
    .filter((arn) => arn !== "");
  for (const arn of arns) {
    if (!APPLICATION.test(arn)) throw new Error(`not the ARN of a platform application (GCM or APNS): ${arn}`);
  }
  return arns;
};

/**
 * Whether a push endpoint is one of the shop's own applications': same partition, region, account, platform and name,
 * and nothing after it but the id of a device. An endpoint of anybody else's application is somebody else's device.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html
 */
export const isOwnEndpoint = (endpointArn: string, applicationArns: readonly string[]): boolean =>
  applicationArns.some((applicationArn) => {
    const [, place, application] = APPLICATION.exec(applicationArn) ?? [];
    if (place === undefined || application === undefined) return false;
    const before = `${place}endpoint/${application}/`;
    return endpointArn.startsWith(before) && UUID.test(endpointArn.slice(before.length));
  });

/** The platforms that the shop pushes to, as Amazon SNS names them: Firebase Cloud Messaging and Apple's two services. */
export const PUSH_PLATFORMS = ["GCM", "APNS", "APNS_SANDBOX"] as const;

export type PushPlatform = (typeof PUSH_PLATFORMS)[number];

/**
 * The longest payload that both services take.
 *
 * @see https://firebase.google.com/docs/cloud-messaging/concept-options
 * @see https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification
 */
export const MAX_PUSH_BYTES = 4_096;

/** What a device shows, and what its app is told besides. */
export interface PushNote {
  /** One short line. */
  readonly title: string;
  /** Cut where the payload would become too long. */
  readonly body: string;
  /** Ids for the app: nothing secret, and no contact. */
  readonly data: Readonly<Record<string, string>>;
  /**
   * How long the services keep trying a device that is off.
   *
   * @default - as long as they do by themselves, which is weeks
   */
  readonly lifetimeSeconds?: number;
}

/**
 * Words a note for each platform, at most 4 KiB each, keyed as `MessageStructure: json` wants it.
 *
 * Firebase gets the shape of its HTTP v1 API (SNS takes a payload without `fcmV1Message` for the retired one). How long
 * Apple keeps trying is no part of its payload: see `appleLifetime`.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html
 */
export const pushPayloads = (note: PushNote): Readonly<Record<PushPlatform, string>> => {
  const apple = fitted(note.body, (body) => applePayload({ ...note, body }));
  return {
    GCM: fitted(note.body, (body) => firebasePayload({ ...note, body })),
    APNS: apple,
    APNS_SANDBOX: apple,
  };
};

/**
 * The message attributes that say how long Apple keeps trying; SNS reads those of the device's own platform.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-ttl.html
 */
export const appleLifetime = (seconds: number) => {
  const lifetime = { DataType: "String", StringValue: String(seconds) };
  return { "AWS.SNS.MOBILE.APNS.TTL": lifetime, "AWS.SNS.MOBILE.APNS_SANDBOX.TTL": lifetime };
};

const firebasePayload = ({ title, body, data, lifetimeSeconds }: PushNote): string =>
  JSON.stringify({
    fcmV1Message: {
      message: {
        notification: { title, body },
        data,
        ...(lifetimeSeconds !== undefined && { android: { ttl: `${lifetimeSeconds}s` } }),
      },
    },
  });

const applePayload = ({ title, body, data }: PushNote): string =>
  JSON.stringify({ aps: { alert: { title, body }, sound: "default" }, ...data });

/** Keeps as much of the body as fits, in whole characters as a reader sees them. What is cut ends in three dots. */
const fitted = (body: string, payload: (body: string) => string): string => {
  const whole = payload(body);
  if (Buffer.byteLength(whole) <= MAX_PUSH_BYTES) return whole;
  const ends = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(body.slice(0, MAX_PUSH_BYTES))].map(
    ({ index }) => index,
  );
  const cut = (characters: number) => payload(`${body.slice(0, ends[characters] ?? 0).trimEnd()}...`);
  let fits = 0;
  let tooMany = ends.length;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (Buffer.byteLength(cut(middle)) <= MAX_PUSH_BYTES) fits = middle;
    else tooMany = middle;
  }
  return cut(fits);
};
