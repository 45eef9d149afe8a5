import { fromEngine, toEngine } from "../../../local/engine/aws-api-proxy";

const ID = "0123abcd-0000-4000-8000-000000000001";
const HERE = "arn:aws:sns:us-east-1:000000000000:app/";
const AT_AWS = "arn:aws:sns:us-east-1:000000000000:endpoint/";

describe("the name of a device", () => {
  test.each(["GCM", "APNS", "APNS_SANDBOX"])(
    "of %s is the engine's on the way there, AWS's on the way back",
    (platform) => {
      const device = `${platform}/decoupled-coffee/${ID}`;
      for (const parameter of ["EndpointArn", "TargetArn"]) {
        const asked = new URLSearchParams({ Action: "Publish", [parameter]: AT_AWS + device });
        expect(toEngine(asked)?.get(parameter)).toBe(HERE + device);
        expect(asked.get(parameter)).toBe(AT_AWS + device);
      }
      expect(fromEngine(`<a>${HERE}${device}</a><b>${HERE}${device}</b>`)).toBe(
        `<a>${AT_AWS}${device}</a><b>${AT_AWS}${device}</b>`,
      );
    },
  );

  test.each([
    { TargetArn: "arn:aws:sns:us-east-1:000000000000:OrderReady" },
    { TargetArn: `${AT_AWS}GCM/decoupled-coffee/${ID}/more` },
    { TargetArn: `${AT_AWS}GCM/decoupled-coffee` },
    { Endpoint: `${AT_AWS}GCM/decoupled-coffee/${ID}` },
    { Message: `${AT_AWS}GCM/decoupled-coffee/${ID}` },
  ])("is nothing to translate in %p", (fields) => {
    expect(toEngine(new URLSearchParams(fields as unknown as Record<string, string>))).toBeUndefined();
  });

  test.each([`${HERE}GCM/decoupled-coffee`, `${HERE}GCM/decoupled-coffee/short`, "/app/GCM/x", ""])(
    "is not what an answer says with %p",
    (answer) => expect(fromEngine(answer)).toBe(answer),
  );
});
