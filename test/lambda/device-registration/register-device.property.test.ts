import fc from "fast-check";
import { registerDevice } from "../../../lambda/device-registration/register-device";
import { PushService, REGION_AND_ACCOUNT } from "../support/push-service";
import { SEED } from "../support/seed";

const APPLICATIONS = ["GCM", "APNS"].map((platform) => `${REGION_AND_ACCOUNT}app/${platform}/coffee-shop`);

const registration = fc.record({
  applicationArn: fc.constantFrom(...APPLICATIONS),
  token: fc.constantFrom("a", "b", "A", "a b"),
  customer: fc.constantFrom(undefined, "ada", "grace"),
});
/** What happens to all endpoints between two registrations, or right in the middle of one. */
const mishap = fc.constantFrom("disabled", "deleted", "none" as const);
const story = fc.array(
  fc.record({ device: registration, before: mishap, during: mishap, moment: fc.integer({ min: 1, max: 4 }) }),
  { minLength: 1, maxLength: 12 },
);

const befall = (service: PushService, what: string): void => {
  if (what === "deleted") service.endpoints.clear();
  if (what === "disabled")
    for (const [arn, attributes] of service.endpoints) service.endpoints.set(arn, { ...attributes, Enabled: "false" });
};

test(`whatever happened to a device before, it ends up with one endpoint, enabled and its own (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.boolean(), async (steps, disabledIsDifferent) => {
      const service = new PushService();
      service.disabledIsDifferent = disabledIsDifferent;
      for (const arn of APPLICATIONS) service.applications.set(arn, {});
      for (const { device, before, during, moment } of steps) {
        befall(service, before);
        const due = service.commands.length + moment;
        let befell = false;
        service.before = () => {
          if (service.commands.length !== due) return;
          befell = during !== "none";
          befall(service, during);
        };
        const endpoint = await registerDevice(service.client)(device, new AbortController().signal);
        const attributes = service.endpoints.get(endpoint);
        if (!befell || during === "deleted") {
          expect(attributes).toMatchObject({ Token: device.token, Enabled: "true" });
          if (device.customer !== undefined) expect(attributes).toMatchObject({ CustomUserData: device.customer });
        }
        const own = `${device.applicationArn.replace(":app/", ":endpoint/")}/`;
        expect(endpoint.startsWith(own)).toBe(true);
        expect(service.endpointsOf(device.token).filter(([arn]) => arn.startsWith(own))).toHaveLength(1);
      }
    }),
  );
});
