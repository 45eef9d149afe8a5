import { type Answer, type Refusal, refusalAnswer, refuse, type WebRequest } from "../messaging/http";
import { errorName, log } from "../messaging/log";
import { type Registration, readRequest } from "./read-request";
import { type Applications, TokenRefused } from "./register-device";

/** What the device registration works with. */
export interface DeviceRegistrationServices {
  readonly applications: Applications;
  /** Resolves to the ARN of an endpoint that can be pushed; rejects when there is none. */
  register(device: Registration, abortSignal: AbortSignal): Promise<string>;
  /** Rejects when it is not known that the endpoint is gone. */
  remove(endpointArn: string, abortSignal: AbortSignal): Promise<void>;
  /** Aborts when the answer is due. */
  deadline(): AbortSignal;
}

/** How long an app that got a 503 should wait before asking again. */
const RETRY_AFTER_SECONDS = "2";

/**
 * Registers a device for mobile push (200, with its endpoint) or removes an endpoint (204).
 *
 * Both may be asked again at any time, after any answer. Tokens and endpoints are as personal as phone numbers: the log
 * sees neither.
 */
export const serveDevices = async (
  request: WebRequest,
  services: DeviceRegistrationServices,
): Promise<Answer<200 | 204 | 503 | Refusal["status"]>> => {
  const read = readRequest(request, services.applications);
  if ("refusal" in read) return refusalAnswer(read.refusal, NOTHING_CHANGED);
  try {
    if ("remove" in read) {
      await services.remove(read.remove, services.deadline());
      return { status: 204, headers: {} };
    }
    return {
      status: 200,
      headers: {},
      body: { endpoint: await services.register(read.register, services.deadline()) },
    };
  } catch (error) {
    if (error instanceof TokenRefused) return refusalAnswer(refuse(400, error.message, "token"), NOTHING_CHANGED);
    log("device registration has to be asked again", { reason: errorName(error) });
    const faults = [{ path: "", message: "Amazon SNS did not do it in time: ask again" }];
    return { status: 503, headers: { "retry-after": RETRY_AFTER_SECONDS }, body: { error: NOT_KNOWN, faults } };
  }
};

const NOTHING_CHANGED = "no device was registered or removed";
const NOT_KNOWN = "it is not known whether the device was registered or removed";
