import { MAX_BODY_BYTES } from "../../../lambda/device-registration/read-request";
import { AN_APPLE_TOKEN, TestDeviceRegistration } from "../../lambda/support/device-registration-services";
import { REGION_AND_ACCOUNT } from "../../lambda/support/push-service";
import { lacking, NO_OBJECT, NO_TEXT, spoilt } from "../bad-values";
import { type Boundary, casesOf } from "../boundary";
import { asRequests, type BadRequest, badRequests, refusalIn } from "../http";

const device = { platform: "GCM", token: "token-of-ada" };
const iphone = { platform: "APNS", token: AN_APPLE_TOKEN };
const OWN = `${REGION_AND_ACCOUNT}endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001`;

const GOOD = Buffer.from(JSON.stringify(device));
const ask = async ({ headers, body = GOOD, ...request }: BadRequest): Promise<string> => {
  const registration = new TestDeviceRegistration();
  const type = headers && "content-type" in headers ? { contentType: headers["content-type"] } : {};
  const answer = await registration.ask({ ...request, ...type, body });
  expect(registration.service.commands).toEqual([]);
  return refusalIn(answer);
};

const FOREIGN = [
  ...[OWN.replace("coffee-shop", "tea-shop"), OWN.replace("000000000000", "111111111111")],
  ...[OWN.replace("eu-west-1", "us-east-1"), OWN.replace("GCM", "APNS_SANDBOX"), OWN.replace(":endpoint/", ":app/")],
  ...[`${OWN}/x`, `${OWN}\n`, `${REGION_AND_ACCOUNT}coupons`, ""],
];

export const deviceRegistration: Boundary = {
  good: () => ask({}),
  name: "the device registration, over HTTP",
  cases: casesOf(
    {
      ...badRequests({ path: "/devices", methods: ["POST", "DELETE"], maxBytes: MAX_BODY_BYTES, good: device }),
      ...asRequests({
        ...NO_OBJECT,
        ...lacking(device, "platform", "token"),
        ...spoilt(device, {
          platform: [...NO_TEXT, "", "gcm", "MPNS", "APNS_SANDBOX", "__proto__"],
          token: [...NO_TEXT, "", " ", "a b", "töken", "a\n", "a".repeat(4_097), "\u0000"],
          customer: [...NO_TEXT, "", "a".repeat(65), "ada@example.com", "+15550142 ", "a\n"],
        }),
      }),
      ...asRequests(
        spoilt(iphone, { token: ["a".repeat(63), "a".repeat(402), `${"a".repeat(63)}g`, `${AN_APPLE_TOKEN}\n`] }),
      ),
      ...asRequests(
        { ...lacking({ endpoint: OWN }, "endpoint"), ...spoilt({}, { endpoint: [...NO_TEXT, ...FOREIGN] }) },
        { method: "DELETE" },
      ),
    },
    ask,
  ),
};
