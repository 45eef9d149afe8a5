import { SNSClient } from "@aws-sdk/client-sns";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { boundedClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { webRequest, webResponse } from "../messaging/http";
import { readApplications, registerDevice, removeDevice } from "./register-device";
import { serveDevices } from "./serve-devices";

/** What the device registration is deployed with. */
export interface DeviceRegistrationEnvironment {
  /** Platform applications of the shop, separated by commas, at most one for each platform. */
  readonly PUSH_APPLICATION_ARNS: string;
}

/** Like the cashier, it answers within five seconds: one is left for the way to the app and a cold start. */
const DEADLINE_MS = 4_000;

const environment = readEnvironment<DeviceRegistrationEnvironment>(process.env, {
  PUSH_APPLICATION_ARNS: "optional",
});
const sns = new SNSClient(boundedClient());
const services = {
  applications: readApplications(environment.PUSH_APPLICATION_ARNS),
  register: registerDevice(sns),
  remove: removeDevice(sns),
  deadline: () => AbortSignal.timeout(DEADLINE_MS),
};

/** Called by the device registration's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> =>
  webResponse(await serveDevices(webRequest(event), services));
