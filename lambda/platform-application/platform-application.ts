import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from "aws-lambda";
import * as v from "valibot";
import { PUSH_PLATFORMS } from "../contacts/push";
import { mustBe, oneOf, parseWith } from "../messages/fields";
import { errorName, log } from "../messaging/log";
import { faultLine } from "../messaging/parse";
import { type CredentialAttributes, parseCredential } from "./credential";
import type { PushApplications } from "./sns-applications";

/** What the custom resource works with. */
export interface PlatformApplicationServices {
  readonly applications: PushApplications;
  /** Resolves to the text of a secret, `undefined` for one without text; rejects when it cannot be read. */
  readSecret(name: string): Promise<string | undefined>;
}

/** Thrown when the application is not as wanted; CloudFormation shows the message, which never holds a credential. */
export class ApplicationFailed extends Error {
  override readonly name = "ApplicationFailed";
}

const properties = v.object(
  {
    Platform: oneOf("not a platform", PUSH_PLATFORMS),
    ApplicationName: v.pipe(
      v.string("must be text"),
      v.regex(/^[\w.-]{1,256}$/, "must be 1 to 256 of A-Z, a-z, 0-9, '_', '-' and '.'"),
    ),
    SecretName: v.pipe(
      v.string("must be text"),
      v.regex(/^[\w/+=.@:-]{1,2048}$/, "must be the name of a secret in AWS Secrets Manager"),
    ),
  },
  mustBe("{Platform, ApplicationName, SecretName}"),
);

type Wanted = v.InferOutput<typeof properties>;

/**
 * Makes, updates and deletes an SNS platform application for CloudFormation, which has no resource type for it. It is the
 * `onEvent` handler of the CDK's provider framework.
 *
 * Every request may come twice. The ARN is the physical id: when platform or name change, the new application has
 * another one, and CloudFormation deletes the old.
 *
 * @throws ApplicationFailed. The errors of AWS are not passed on: their text and fields can hold the credential, and
 * Lambda writes what is thrown to the log.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html
 */
export const platformApplication = async (
  event: CdkCustomResourceEvent,
  services: PlatformApplicationServices,
): Promise<CdkCustomResourceResponse> => {
  if (event.RequestType === "Delete") return remove(event.PhysicalResourceId, services);
  const parsed = parseWith(properties, event.ResourceProperties);
  if (!parsed.ok) throw new ApplicationFailed(faultLine(parsed.faults));
  const wanted = parsed.value;
  const attributes = await readCredential(wanted, services);
  const known = event.RequestType === "Update" ? event.PhysicalResourceId : undefined;
  const arn = await attempt(wanted, async () => {
    const stays = known !== undefined && resourceOf(known) === `app/${wanted.Platform}/${wanted.ApplicationName}`;
    if (stays && (await services.applications.update(known, attributes))) return known;
    return make(wanted, attributes, services);
  });
  log("platform application ready", { arn });
  return { PhysicalResourceId: arn, Data: { Arn: arn } };
};

/** An application that was there already, from an earlier attempt, is given today's credential. */
const make = async (
  { Platform, ApplicationName }: Wanted,
  attributes: CredentialAttributes,
  { applications }: PlatformApplicationServices,
): Promise<string> => {
  const arn = await applications.create(Platform, ApplicationName, attributes);
  await applications.update(arn, attributes);
  return arn;
};

const remove = async (
  id: string,
  { applications }: PlatformApplicationServices,
): Promise<CdkCustomResourceResponse> => {
  if (resourceOf(id) === undefined) return { PhysicalResourceId: id };
  try {
    await applications.delete(id);
  } catch (error) {
    throw new ApplicationFailed(`${id} was not deleted: ${errorName(error)}`);
  }
  log("platform application deleted", { arn: id });
  return { PhysicalResourceId: id };
};

const readCredential = async (
  { Platform, SecretName }: Wanted,
  { readSecret }: PlatformApplicationServices,
): Promise<CredentialAttributes> => {
  let secret: string | undefined;
  try {
    secret = await readSecret(SecretName);
  } catch (error) {
    const name = errorName(error);
    const hint = /^(AccessDenied|DecryptionFailure)/.test(name)
      ? " (is it encrypted with a KMS key of your own? name that in push.secretKeyArns of the settings, and see its key policy)"
      : "";
    throw new ApplicationFailed(`the secret ${SecretName} could not be read: ${name}${hint}`);
  }
  if (secret === undefined) throw new ApplicationFailed(`the secret ${SecretName} holds no text`);
  const credential = parseCredential(Platform, secret);
  if (credential.ok) return credential.value;
  throw new ApplicationFailed(
    `the secret ${SecretName} is no credential for ${Platform}: ${faultLine(credential.faults)}`,
  );
};

const attempt = async (
  { Platform, ApplicationName, SecretName }: Wanted,
  work: () => Promise<string>,
): Promise<string> => {
  try {
    return await work();
  } catch (error) {
    const what = `the ${Platform} application ${ApplicationName} was not made: ${errorName(error)}`;
    throw new ApplicationFailed(`${what} (does the push service accept the credential in ${SecretName}?)`);
  }
};

/** `app/GCM/coffee-shop` of an application's ARN; `undefined` for the id of a resource that was never made. */
const resourceOf = (id: string): string | undefined =>
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:(app\/[A-Z_]+\/[\w.-]{1,256})$/.exec(id)?.[1];
