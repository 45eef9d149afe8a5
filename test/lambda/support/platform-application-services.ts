import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from "aws-lambda";
import { readSecret } from "../../../lambda/platform-application/credential";
import { platformApplication } from "../../../lambda/platform-application/platform-application";
import { snsApplications } from "../../../lambda/platform-application/sns-applications";
import { answeredSecrets } from "./answered-client";
import { PushService, REGION_AND_ACCOUNT } from "./push-service";

/** Secret parts of the credentials below; a test looks for these characters. */
export const KEY_TEXT = "MIGTAgEAMBMGByqGSM49VeryPrivate";
const PEM = `-----BEGIN PRIVATE KEY-----\n${KEY_TEXT}\n-----END PRIVATE KEY-----\n`;

/** The key of a Firebase service account, as Google gives it out. */
export const aServiceAccount = (changes: object = {}) => ({
  type: "service_account",
  project_id: "decoupled-coffee",
  private_key_id: "0123456789abcdef",
  private_key: PEM,
  client_email: "firebase-adminsdk@decoupled-coffee.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token",
  ...changes,
});

export const aSigningKey = (changes: object = {}) => ({
  signingKey: PEM,
  signingKeyId: "ABC123DEFG",
  teamId: "DEF123GHIJ",
  bundleId: "com.example.decoupled-coffee",
  ...changes,
});

/** The application that a deployment gets unless it asks for another. */
export const APPLICATION_ARN = `${REGION_AND_ACCOUNT}app/GCM/coffee-shop`;
const MADE = { PhysicalResourceId: APPLICATION_ARN };
const WANTED = { Platform: "GCM", ApplicationName: "coffee-shop", SecretName: "push/firebase" };

/** The custom resource of a deployment in front of a model of SNS, with the secrets of the account. */
export class TestPlatformApplication {
  readonly service = new PushService();
  /** Text of each secret by name; `undefined` for one that holds bytes. */
  secrets: Record<string, string | undefined> = {
    "push/firebase": JSON.stringify(aServiceAccount()),
    "push/apple": JSON.stringify(aSigningKey()),
  };

  create = (changes: object = {}) =>
    this.happen({ RequestType: "Create", ResourceProperties: { ...WANTED, ...changes } });

  update = (changes: object = {}) =>
    this.happen({ RequestType: "Update", ...MADE, ResourceProperties: { ...WANTED, ...changes } });

  remove = (PhysicalResourceId = APPLICATION_ARN, ResourceProperties: object = WANTED) =>
    this.happen({ RequestType: "Delete", PhysicalResourceId, ResourceProperties });

  private happen(event: object): Promise<CdkCustomResourceResponse> {
    const whole = { ServiceToken: "token", StackId: "stack", RequestId: "1", LogicalResourceId: "Push", ...event };
    return platformApplication(whole as unknown as CdkCustomResourceEvent, {
      applications: snsApplications(this.service.client),
      readSecret: readSecret(answeredSecrets(({ SecretId }: { SecretId: string }) => this.secretValue(SecretId))),
    });
  }

  private secretValue(name: string): { SecretString: string | undefined } {
    if (name === "push/locked") throw Object.assign(new Error("no access to KMS"), { name: "AccessDeniedException" });
    if (!(name in this.secrets)) throw new RangeError(`no such secret, but ${JSON.stringify(this.secrets)}`);
    return { SecretString: this.secrets[name] };
  }
}
