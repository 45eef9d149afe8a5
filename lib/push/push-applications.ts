import { join } from "node:path";
import { ArnFormat, type CfnElement, CustomResource, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Provider } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import type { ContactEnvironment } from "../../lambda/contacts/contact-rules";
import type { PushPlatform } from "../../lambda/contacts/push";
import { MessagingFunction } from "../messaging/messaging-function";
import { SNS_WITHOUT_RESOURCES, suppressFindings } from "../messaging/suppress-findings";
import { PUSH_APPLICATION_TIMEOUT } from "../settings/numbers";
import type { Settings } from "../settings/settings-schema";
import { ofStage } from "../settings/stage";

/** What the settings say of mobile push. */
export type PushSettings = Pick<Settings, "stage" | "push">;

/** The setting that names the secret of each platform's credential. */
const SECRETS = {
  GCM: "fcmSecret",
  APNS: "apnsSecret",
  APNS_SANDBOX: "apnsSandboxSecret",
} as const satisfies Record<PushPlatform, keyof PushSettings["push"]>;

/** The platforms for which the settings have a credential. */
const platformsOf = ({ push }: PushSettings): { platform: PushPlatform; secretName: string }[] =>
  (Object.keys(SECRETS) as PushPlatform[]).flatMap((platform) => {
    const secretName = push[SECRETS[platform]];
    return secretName === undefined ? [] : [{ platform, secretName }];
  });

/** Whether the shop pushes at all. */
export const hasPush = (settings: PushSettings): boolean => platformsOf(settings).length > 0;

/** SNS names an application by what it is called, so its ARN is known before it is made, in every stack of its stage. */
const nameOf = (platform: PushPlatform, { stage }: PushSettings): string => ofStage(`CoffeeShop-${platform}`, stage);

const arnsOf = (scope: Construct, settings: PushSettings, kind: "app" | "endpoint", rest: string): string[] =>
  platformsOf(settings).map(({ platform }) =>
    Stack.of(scope).formatArn({
      service: "sns",
      resource: kind,
      resourceName: `${platform}/${nameOf(platform, settings)}${rest}`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
  );

/** ARNs of the shop's own platform applications. */
export const pushApplicationArns = (scope: Construct, settings: PushSettings): string[] =>
  arnsOf(scope, settings, "app", "");

/** Every device registered with them, for permissions. */
export const pushEndpointArns = (scope: Construct, settings: PushSettings): string[] =>
  arnsOf(scope, settings, "endpoint", "/*");

/** Devices come and go: permissions name all of one application. */
export const suppressDeviceFindings = (scope: Construct, settings: PushSettings): void => {
  const service = "arn:<AWS::Partition>:sns:<AWS::Region>:<AWS::AccountId>";
  for (const { platform } of platformsOf(settings)) {
    suppressFindings(scope, {
      [`AwsSolutions-IAM5[Resource::${service}:endpoint/${platform}/${nameOf(platform, settings)}/*]`]:
        "Every device that is registered with this one application of the shop.",
    });
  }
};

export interface PushApplicationsProps {
  /** Names the secrets with the credentials of Google and Apple; a platform without one is left out. */
  readonly settings: PushSettings;
  readonly logRetentionDays: number;
}

/**
 * The shop's platform applications: what SNS needs to push to phones, one for each platform with a credential.
 *
 * CloudFormation has no type for them. A function makes, updates and deletes them, with the credential from AWS Secrets
 * Manager, so that it appears in no template.
 */
export class PushApplications extends Construct {
  constructor(scope: Construct, id: string, { settings, logRetentionDays }: PushApplicationsProps) {
    super(scope, id);
    const maker = new MessagingFunction(this, "Maker", {
      entry: join(__dirname, "../../lambda/platform-application/index.ts"),
      impact:
        "Registers the shop with Google and Apple. When it fails, the deployment fails; a running shop is not affected.",
      timeout: PUSH_APPLICATION_TIMEOUT,
      environment: {},
      logRetentionDays,
    });
    this.grant(maker, settings);
    const logGroup = new LogGroup(this, "ProviderLog", {
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const provider = new Provider(this, "Provider", { onEventHandler: maker.lambda, logGroup });
    suppressProviderFindings(provider, maker);
    for (const { platform, secretName } of platformsOf(settings)) {
      new CustomResource(this, platform, {
        serviceToken: provider.serviceToken,
        resourceType: "Custom::PlatformApplication",
        properties: { Platform: platform, ApplicationName: nameOf(platform, settings), SecretName: secretName },
      });
    }
  }

  private grant({ lambda }: MessagingFunction<Record<never, string>>, settings: PushSettings): void {
    const secrets = platformsOf(settings).map(({ secretName }) =>
      Stack.of(this).formatArn({
        service: "secretsmanager",
        resource: "secret",
        // Secrets Manager adds a hyphen and six characters to the name.
        resourceName: `${secretName}-??????`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    lambda.addToRolePolicy(new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: secrets }));
    const { secretKeyArns = [] } = settings.push;
    if (secretKeyArns.length > 0) {
      // Secrets Manager decrypts in the name of whoever asks for the secret: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
      const { region, urlSuffix } = Stack.of(this);
      const services = ["amazonaws.com", urlSuffix].map((suffix) => `secretsmanager.${region}.${suffix}`);
      const conditions = { StringEquals: { "kms:ViaService": services } };
      lambda.addToRolePolicy(new PolicyStatement({ actions: ["kms:Decrypt"], resources: secretKeyArns, conditions }));
    }
    const actions = ["CreatePlatformApplication", "SetPlatformApplicationAttributes", "DeletePlatformApplication"];
    lambda.addToRolePolicy(
      new PolicyStatement({ actions: actions.map((action) => `sns:${action}`), resources: ["*"] }),
    );
    suppressFindings(this, SNS_WITHOUT_RESOURCES);
  }
}

/** The function between CloudFormation and ours is the CDK's own. */
const suppressProviderFindings = (provider: Provider, maker: MessagingFunction<Record<never, string>>): void => {
  const makerId = Stack.of(provider).getLogicalId(maker.lambda.node.defaultChild as CfnElement);
  const owned = "The CDK's own function; it runs during a deployment only, which reports its failure.";
  suppressFindings(provider, {
    "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]": owned,
    [`AwsSolutions-IAM5[Resource::<${makerId}.Arn>:*]`]:
      "Versions and aliases of this one function, as granted by the CDK.",
    "AwsSolutions-L1": owned,
    "Serverless-LambdaDLQ": owned,
    "Serverless-LambdaTracing": owned,
    "Serverless-LambdaDefaultMemorySize": owned,
    "Serverless-LambdaAsyncFailureDestination": owned,
    "Serverless-LambdaLatestVersion": owned,
  });
};

/** Whom the shop may write to, as the functions that check contacts read it. */
export const contactEnvironment = (
  scope: Construct,
  settings: Pick<Settings, "sms" | "push" | "stage">,
): ContactEnvironment => ({
  SMS_COUNTRY_PREFIXES: settings.sms.countryPrefixes.join(","),
  PUSH_APPLICATION_ARNS: pushApplicationArns(scope, settings).join(","),
});
