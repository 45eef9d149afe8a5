import { readApplications, registerDevice, removeDevice } from "../../../lambda/device-registration/register-device";
import { serveDevices } from "../../../lambda/device-registration/serve-devices";
import { bytesOf } from "./events";
import { PushService, REGION_AND_ACCOUNT } from "./push-service";

export const FIREBASE_APPLICATION = `${REGION_AND_ACCOUNT}app/GCM/coffee-shop`;
export const APPLE_APPLICATION = `${REGION_AND_ACCOUNT}app/APNS/coffee-shop`;
export const AN_APPLE_TOKEN = "0123456789abcdef".repeat(4);

/** What an app sends to the registration; text and bytes travel as they are, anything else as JSON. */
interface DeviceCall {
  readonly method?: string;
  readonly path?: string;
  readonly contentType?: string | undefined;
  readonly body?: unknown;
}

/** A device registration for Firebase and Apple in front of a model of SNS. */
export class TestDeviceRegistration {
  readonly service = new PushService();

  constructor(private readonly applications = [FIREBASE_APPLICATION, APPLE_APPLICATION]) {
    for (const arn of applications) this.service.applications.set(arn, {});
  }

  ask(call: DeviceCall, client = this.service.client, signal = new AbortController().signal) {
    const { method = "POST", path = "/devices", body } = call;
    const contentType = "contentType" in call ? call.contentType : "application/json";
    return serveDevices(
      { method, path, headers: { "content-type": contentType }, body: bytesOf(body) },
      {
        applications: readApplications(this.applications.join(",")),
        register: registerDevice(client),
        remove: removeDevice(client),
        deadline: () => signal,
      },
    );
  }
}
