import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from "aws-lambda";
import { boundedClient } from "../messaging/aws-clients";
import { readSecret } from "./credential";
import { platformApplication } from "./platform-application";
import { snsApplications } from "./sns-applications";

/** SNS asks Google or Apple about a credential before it answers. */
const patient = boundedClient({ attempts: 2, requestTimeout: 15_000 });

const services = {
  applications: snsApplications(new SNSClient(patient)),
  readSecret: readSecret(new SecretsManagerClient(patient)),
};

/** Called by the CDK's provider framework when a deployment makes, changes or deletes the resource. */
export const handler = (event: CdkCustomResourceEvent): Promise<CdkCustomResourceResponse> =>
  platformApplication(event, services);
