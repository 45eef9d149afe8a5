import { readApplications } from "../../../lambda/device-registration/register-device";

const application = (platform: string, name = "coffee-shop") =>
  `arn:aws:sns:eu-west-1:000000000000:app/${platform}/${name}`;

test("each platform has the application whose ARN says so", () => {
  const arns = [application("APNS_SANDBOX"), application("GCM"), application("APNS", "GCM")];
  expect([...readApplications(` ${arns.join(" , ")},`)]).toEqual([
    ["APNS_SANDBOX", arns[0]],
    ["GCM", arns[1]],
    ["APNS", arns[2]],
  ]);
});

test("none means that nobody is pushed", () => {
  expect(readApplications("").size).toBe(0);
});

test("two for one platform stop the function at its first start", () => {
  expect(() => readApplications(`${application("GCM")},${application("GCM", "other")}`)).toThrow(
    /^two applications for GCM: .*coffee-shop and .*other/,
  );
});
