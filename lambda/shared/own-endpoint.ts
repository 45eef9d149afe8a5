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
