import { join } from "node:path";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { DeviceRegistrationEnvironment } from "../../lambda/device-registration";
import { type Access, MessagingFunction } from "../messaging/messaging-function";
import { SNS_WITHOUT_RESOURCES, suppressFindings } from "../messaging/suppress-findings";
import { DEVICE_REGISTRATION_TIMEOUT } from "../settings/numbers";
import { type PushSettings, pushApplicationArns } from "./push-applications";

export interface DeviceRegistrationProps {
  readonly settings: PushSettings;
  /** Who may register devices. */
  readonly access: Access;
  readonly logRetentionDays: number;
}

/** Registers the phones of customers with the shop's platform applications, and forgets them again. */
export class DeviceDesk extends MessagingFunction<DeviceRegistrationEnvironment> {
  /** Base address; devices are registered at `devices` below it. Ends with a slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, access, logRetentionDays }: DeviceRegistrationProps) {
    const applications = pushApplicationArns(scope, settings);
    super(scope, id, {
      entry: join(__dirname, "../../lambda/device-registration/index.ts"),
      impact:
        "Registers phones for push. When it fails, no new phone can be registered; registered ones are still pushed.",
      timeout: DEVICE_REGISTRATION_TIMEOUT,
      environment: { PUSH_APPLICATION_ARNS: applications.join(",") } satisfies DeviceRegistrationEnvironment,
      logRetentionDays,
    });
    const actions = ["CreatePlatformEndpoint", "GetEndpointAttributes", "SetEndpointAttributes", "DeleteEndpoint"];
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions: actions.map((action) => `sns:${action}`), resources: ["*"] }),
    );
    suppressFindings(this, SNS_WITHOUT_RESOURCES);
    this.url = this.addUrl(access);
  }
}
