import type { PushPlatform } from "../contacts/push";

/**
 * What a token looks like. Apple does not promise a length: today's have 64 characters, and SNS takes 400. Firebase
 * promises nothing; SNS takes 8 KiB, and what is seen in the wild is a tenth of what is taken here.
 *
 * @see https://developer.apple.com/documentation/usernotifications/registering-your-app-with-apns
 */
const APPLE = /^(?:[0-9a-f]{2}){32,200}$/i;
const FIREBASE = /^[\x21-\x7e]{1,4096}$/;

/** One spelling for each device: the same token in capitals is the same device for Apple, and not for Firebase. */
export const oneSpelling = (platform: PushPlatform, token: string): string =>
  platform === "GCM" ? token : token.toLowerCase();

/** Whether a text can be a device token of the platform. */
export const isToken = (platform: PushPlatform, token: string): boolean =>
  (platform === "GCM" ? FIREBASE : APPLE).test(token);

/** What to tell somebody whose token it is not. The token itself is never repeated. */
export const tokenRule = (platform: PushPlatform): string =>
  platform === "GCM"
    ? "must be a registration token of Firebase: 1 to 4096 visible ASCII characters"
    : "must be a device token of Apple: 64 to 400 hexadecimal digits";
