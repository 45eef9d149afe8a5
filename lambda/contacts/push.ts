import * as v from "valibot";
import { listOf } from "../messaging/environment";

const ENDPOINT = "must be the ARN of an SNS platform endpoint";

const ENDPOINT_ARN =
  /^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}):endpoint(\/(?:GCM|APNS|APNS_SANDBOX)\/[\w.-]{1,256})\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A mobile push endpoint of Amazon SNS. */
export const pushEndpoint = v.pipe(
  v.string(ENDPOINT),
  v.regex(
    ENDPOINT_ARN,
    `${ENDPOINT}: arn:aws:sns:<region>:<account>:endpoint/GCM|APNS|APNS_SANDBOX/<application>/<id>`,
  ),
);

/** `arn:aws:sns:<region>:<account>:app/<platform>/<name>`, for the platforms that the shop pushes to. */
const APPLICATION = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:app\/(GCM|APNS|APNS_SANDBOX)\/[\w.-]{1,256}$/;

/**
 * Reads the comma-separated ARNs of the shop's platform applications; an empty text means that it has none.
 *
 * @throws Error for anything else, so that a wrong deployment fails at its first start
 */
export const readApplicationArns = (text: string): readonly string[] => {
  const arns = listOf(text);
  const wrong = arns.find((arn) => !APPLICATION.test(arn));
  if (wrong !== undefined) throw new Error(`not the ARN of a platform application (GCM or APNS): ${wrong}`);
  return arns;
};

/**
 * Whether a push endpoint is one of the shop's own applications': same partition, region, account, platform and name,
 * and nothing after it but the id of a device. An endpoint of anybody else's application is somebody else's device.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html
 */
export const isOwnEndpoint = (endpointArn: string, applicationArns: readonly string[]): boolean => {
  const [, place, application] = ENDPOINT_ARN.exec(endpointArn) ?? [];
  return applicationArns.includes(`${place}:app${application}`);
};

/** The platforms that the shop pushes to, as Amazon SNS names them: Firebase Cloud Messaging and Apple's two services. */
export const PUSH_PLATFORMS = ["GCM", "APNS", "APNS_SANDBOX"] as const;

export type PushPlatform = (typeof PUSH_PLATFORMS)[number];

/** What a device shows, and what its app is told besides. */
export interface PushNote {
  /** One short line. */
  readonly title: string;
  /** A payload has room for about 3,900 bytes of it: see `fittedPayloads`. */
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
 * Words a note for each platform, keyed as `MessageStructure: json` wants it.
 *
 * Firebase gets the shape of its HTTP v1 API (SNS takes a payload without `fcmV1Message` for the retired one). How long
 * Apple keeps trying is no part of its payload: see `appleLifetime`.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html
 */
export const pushPayloads = (note: PushNote): Readonly<Record<PushPlatform, string>> => {
  const { title, body, data, lifetimeSeconds } = note;
  const android = lifetimeSeconds !== undefined && { android: { ttl: `${lifetimeSeconds}s` } };
  const message = { notification: { title, body }, data, ...android };
  const apple = JSON.stringify({ aps: { alert: { title, body }, sound: "default" }, ...data });
  return { GCM: JSON.stringify({ fcmV1Message: { message } }), APNS: apple, APNS_SANDBOX: apple };
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
