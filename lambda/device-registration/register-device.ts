import {
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  GetEndpointAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  SetEndpointAttributesCommand,
  type SNSClient,
} from "@aws-sdk/client-sns";
import { isOwnEndpoint, PUSH_PLATFORMS, type PushPlatform, readApplicationArns } from "../contacts/push";
import type { Registration } from "./read-request";

/** An endpoint that vanishes again and again between two calls is somebody at work on the same device. */
export const MAX_ROUNDS = 3;

/** Thrown when SNS finds fault with the token itself; asking again does not help. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

/** Thrown when the device was not registered although SNS answered every call. */
export class DeviceNotRegistered extends Error {
  override readonly name = "DeviceNotRegistered";
}

/**
 * Makes sure that a device has an endpoint that is there, enabled and up to date, whatever it was before: none, one that
 * was disabled when the app was gone for a while, one of another customer. Doing it again changes nothing.
 *
 * `CreatePlatformEndpoint` alone is not enough: it returns disabled endpoints as they are, and refuses a token that it
 * knows with other attributes, naming the endpoint in the text of its error only.
 *
 * @returns ARN of the endpoint
 * @throws TokenRefused, DeviceNotRegistered or the error of SNS, whose text must not be logged: it quotes what it was given
 * @see https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html
 */
export const registerDevice =
  (sns: SNSClient) =>
  async (device: Registration, abortSignal: AbortSignal): Promise<string> => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const endpointArn = await findOrCreate(sns, device, abortSignal);
      if (await bringUpToDate(sns, endpointArn, device, abortSignal)) return endpointArn;
    }
    throw new DeviceNotRegistered(`the endpoint was gone ${MAX_ROUNDS} times right after it was found`);
  };

const findOrCreate = async (
  sns: SNSClient,
  { applicationArn, token, customer }: Registration,
  abortSignal: AbortSignal,
): Promise<string> => {
  try {
    const { EndpointArn } = await sns.send(
      new CreatePlatformEndpointCommand({
        PlatformApplicationArn: applicationArn,
        Token: token,
        ...(customer !== undefined && { CustomUserData: customer }),
      }),
      { abortSignal },
    );
    if (EndpointArn === undefined) throw new DeviceNotRegistered("SNS answered without an endpoint");
    return EndpointArn;
  } catch (error) {
    if (!(error instanceof InvalidParameterException)) throw error;
    const [, known] = /Endpoint (arn:\S+) already exists with the same Token/.exec(error.message) ?? [];
    if (known !== undefined && isOwnEndpoint(known, [applicationArn])) return known;
    if (error.message.includes("Token Reason:")) throw new TokenRefused("SNS does not take it for a device token");
    throw error;
  }
};

/** Enables the endpoint and gives it token and customer where they differ. Returns false when it is gone. */
const bringUpToDate = async (
  sns: SNSClient,
  EndpointArn: string,
  { token, customer }: Registration,
  abortSignal: AbortSignal,
): Promise<boolean> => {
  try {
    const { Attributes = {} } = await sns.send(new GetEndpointAttributesCommand({ EndpointArn }), { abortSignal });
    const wanted: Record<string, string> = {
      Token: token,
      Enabled: "true",
      ...(customer !== undefined && { CustomUserData: customer }),
    };
    const stale = Object.keys(wanted).some((name) => Attributes[name] !== wanted[name]);
    if (stale) await sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: wanted }), { abortSignal });
    return true;
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
};

/** Removes an endpoint; one that is gone already is as good. Rejects with the error of SNS, which must not be logged. */
export const removeDevice =
  (sns: SNSClient) =>
  async (endpointArn: string, abortSignal: AbortSignal): Promise<void> => {
    try {
      await sns.send(new DeleteEndpointCommand({ EndpointArn: endpointArn }), { abortSignal });
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  };

/** ARN of the shop's application for each platform it pushes to. */
export type Applications = ReadonlyMap<PushPlatform, string>;

/**
 * Reads which application devices of a platform are registered with. The ARN says: `…:app/GCM/coffee-shop`.
 *
 * @throws Error for two applications of one platform: a device could not say which it belongs to
 */
export const readApplications = (text: string): Applications => {
  const applications = new Map<PushPlatform, string>();
  for (const arn of readApplicationArns(text)) {
    const platform = PUSH_PLATFORMS.find((name) => arn.includes(`:app/${name}/`));
    if (platform === undefined) continue;
    const other = applications.get(platform);
    if (other !== undefined && other !== arn)
      throw new Error(`two applications for ${platform}: ${other} and ${arn} (leave one in PUSH_APPLICATION_ARNS)`);
    applications.set(platform, arn);
  }
  return applications;
};
