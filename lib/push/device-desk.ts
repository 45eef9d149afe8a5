import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { DeviceDeskEnvironment } from "../../lambda/device-desk/environment";
import { type Access, authTypeOf } from "../access";
import { acknowledge, SNS_WITHOUT_RESOURCES } from "../acknowledge";
import { DEVICE_DESK_TIMEOUT } from "../settings";
import { ShopFunction } from "../shop-function";
import { type PushSettings, pushApplicationArns } from "./push-applications";

export interface DeviceDeskProps {
  readonly push: PushSettings;
  /** Who may register devices. */
  readonly access: Access;
  readonly logRetentionDays: number;
}

/** Registers the phones of customers with the shop's platform applications, and forgets them again. */
export class DeviceDesk extends ShopFunction<DeviceDeskEnvironment> {
  /** Base address; devices are registered at `devices` below it. Ends with a slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { push, access, logRetentionDays }: DeviceDeskProps) {
    const applications = pushApplicationArns(scope, push);
    super(scope, id, {
      handler: "device-desk",
      impact:
        "Registers phones for push. When it fails, no new phone can be registered; registered ones are still pushed.",
      timeout: DEVICE_DESK_TIMEOUT,
      environment: { PUSH_APPLICATION_ARNS: applications.join(",") } satisfies DeviceDeskEnvironment,
      logRetentionDays,
    });
    const actions = ["CreatePlatformEndpoint", "GetEndpointAttributes", "SetEndpointAttributes", "DeleteEndpoint"];
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions: actions.map((action) => `sns:${action}`), resources: ["*"] }),
    );
    acknowledge(this, SNS_WITHOUT_RESOURCES);
    this.url = this.lambda.addFunctionUrl({ authType: authTypeOf(access) }).url;
  }
}
