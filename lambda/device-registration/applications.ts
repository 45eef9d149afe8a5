import { PUSH_PLATFORMS, type PushPlatform, readApplicationArns } from "../contacts/push";

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
