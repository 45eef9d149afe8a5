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
