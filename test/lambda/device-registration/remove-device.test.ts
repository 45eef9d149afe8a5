import { NotFoundException } from "@aws-sdk/client-sns";
import { removeDevice } from "../../../lambda/device-registration/register-device";
import { invalid, PushService, REGION_AND_ACCOUNT } from "../support/push-service";

const ENDPOINT = `${REGION_AND_ACCOUNT}endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001`;

let service: PushService;
beforeEach(() => {
  service = new PushService();
  service.endpoints.set(ENDPOINT, {});
});
const remove = () => removeDevice(service.client)(ENDPOINT, new AbortController().signal);

describe("an endpoint that is removed", () => {
  test("is gone, and removing it again is as good", async () => {
    await remove();
    await remove();
    expect(service.endpoints.size).toBe(0);
  });

  test("is gone also when SNS says that it never was", async () => {
    service.before = () => {
      throw new NotFoundException({ message: "Endpoint does not exist", $metadata: {} });
    };
    await expect(remove()).resolves.toBeUndefined();
  });

  test("is not taken for gone when SNS says anything else", async () => {
    service.before = () => {
      throw invalid("EndpointArn Reason: Wrong number of slashes in relative portion of the ARN.");
    };
    await expect(remove()).rejects.toThrow("slashes");
  });
});
