import { NotFoundException } from "@aws-sdk/client-sns";
import {
  DeviceNotRegistered,
  MAX_ROUNDS,
  readApplications,
  registerDevice,
  removeDevice,
  TokenRefused,
} from "../../../lambda/device-registration/register-device";
import { answeredSns } from "../support/answered-client";
import { invalid, PushService, REGION_AND_ACCOUNT } from "../support/push-service";

const APPLICATION = `${REGION_AND_ACCOUNT}app/GCM/coffee-shop`;
const ID = "00000000-0000-3000-8000-000000000001";
const TOKEN = "token-of-ada";
const nothing = new AbortController().signal;

let service: PushService;
beforeEach(() => {
  service = new PushService();
  service.applications.set(APPLICATION, {});
});

const register = (customer?: string, token = TOKEN) =>
  registerDevice(service.client)({ applicationArn: APPLICATION, token, customer }, nothing);
const attributesOf = (endpoint: string) => service.endpoints.get(endpoint);
const disable = (endpoint: string) =>
  service.endpoints.set(endpoint, { ...service.endpoints.get(endpoint), Enabled: "false" });
const SET = "SetEndpointAttributesCommand";

describe("a device", () => {
  test("that nobody knows gets an endpoint", async () => {
    const endpoint = await register("ada");
    expect(attributesOf(endpoint)).toEqual({ Token: TOKEN, Enabled: "true", CustomUserData: "ada" });
  });

  test("that is registered already keeps its endpoint, and nothing is written", async () => {
    const endpoint = await register("ada");
    service.commands.length = 0;
    expect(await register("ada")).toBe(endpoint);
    expect(service.commands).toEqual(["CreatePlatformEndpointCommand", "GetEndpointAttributesCommand"]);
  });

  test.each([true, false])("that was disabled is enabled again (SNS tells it apart: %p)", async (told) => {
    service.disabledIsDifferent = told;
    const endpoint = await register();
    disable(endpoint);
    expect(await register()).toBe(endpoint);
    expect(attributesOf(endpoint)).toEqual({ Token: TOKEN, Enabled: "true" });
  });

  test("that changes hands keeps its endpoint under the new customer", async () => {
    const endpoint = await register("ada");
    expect(await register("grace")).toBe(endpoint);
    expect(attributesOf(endpoint)).toMatchObject({ CustomUserData: "grace" });
    expect(service.endpointsOf(TOKEN)).toHaveLength(1);
  });

  test("without a customer leaves the one it had", async () => {
    const endpoint = await register("ada");
    expect(await register()).toBe(endpoint);
    expect(attributesOf(endpoint)).toMatchObject({ CustomUserData: "ada" });
  });

  test("whose endpoint got another token meanwhile is given its own back", async () => {
    const endpoint = await register();
    service.before = (command) => {
      if (command === "GetEndpointAttributesCommand")
        service.endpoints.set(endpoint, { ...attributesOf(endpoint), Token: "an older one" });
    };
    await register();
    expect(attributesOf(endpoint)).toMatchObject({ Token: TOKEN });
  });

  test("whose token differs in its capitals only is another device", async () => {
    expect(await register(undefined, "Token")).not.toBe(await register(undefined, "token"));
  });

  const MOMENTS = ["GetEndpointAttributesCommand", SET];
  test.each(MOMENTS)("whose endpoint vanishes before %s gets a new one", async (moment) => {
    const first = await register("ada");
    disable(first);
    service.before = (command) => {
      if (command === moment) service.endpoints.delete(first);
    };
    const second = await register("ada");
    expect(second).not.toBe(first);
    expect(attributesOf(second)).toMatchObject({ Token: TOKEN, Enabled: "true" });
  });

  test("whose endpoint vanishes every time is given up after a few rounds", async () => {
    service.before = (command) => {
      if (command === "GetEndpointAttributesCommand") service.endpoints.clear();
    };
    await expect(register()).rejects.toThrow(DeviceNotRegistered);
    expect(service.commands.filter((command) => command === "CreatePlatformEndpointCommand")).toHaveLength(MAX_ROUNDS);
  });

  test("whose token SNS finds fault with is told so, without the token", async () => {
    service.failWith(() => invalid(`Token Reason: ${TOKEN} must be at most 8192 bytes long in UTF-8 encoding`));
    const error = await register().catch((thrown: unknown) => thrown);
    expect(error).toEqual(new TokenRefused("SNS does not take it for a device token"));
    expect(error).not.toHaveProperty("cause");
  });

  test.each([
    ["another application of the shop", `${REGION_AND_ACCOUNT}endpoint/GCM/other/${ID}`],
    ["another account", `arn:aws:sns:eu-west-1:111111111111:endpoint/GCM/coffee-shop/${ID}`],
    ["no endpoint", `${REGION_AND_ACCOUNT}coupons`],
  ])("is not taken for one of %s, whatever the error of SNS names", async (_, arn) => {
    service.failWith(() =>
      invalid(`Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`),
    );
    await expect(register()).rejects.toThrow();
    expect(service.commands).toEqual(["CreatePlatformEndpointCommand"]);
  });

  test("is not registered with an application that is gone", async () => {
    service.applications.clear();
    await expect(register()).rejects.toThrow("PlatformApplication does not exist");
  });

  test("is not registered when SNS names no endpoint", async () => {
    const device = { applicationArn: APPLICATION, token: TOKEN, customer: undefined };
    const registering = registerDevice(answeredSns(() => ({})))(device, nothing);
    await expect(registering).rejects.toThrow(DeviceNotRegistered);
  });
});

describe("an endpoint that is removed", () => {
  const remove = (endpoint: string) => removeDevice(service.client)(endpoint, nothing);

  test("is gone, and removing it again is as good", async () => {
    const endpoint = await register();
    await remove(endpoint);
    await remove(endpoint);
    expect(service.endpoints.size).toBe(0);
  });

  test.each([
    ["gone also when SNS says that it never was", new NotFoundException({ message: "no endpoint", $metadata: {} }), []],
    ["not taken for gone when SNS says anything else", invalid("EndpointArn Reason: slashes"), ["slashes"]],
  ])("is %s", async (_, error, faults) => {
    service.failWith(() => error);
    const results = await Promise.allSettled([remove("endpoint")]);
    const rejections = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    expect(rejections).toEqual(faults.map((fault) => expect.stringContaining(fault)));
  });
});

const application = (platform: string, name = "coffee-shop") =>
  `arn:aws:sns:eu-west-1:000000000000:app/${platform}/${name}`;

test("each platform has the application whose ARN says so", () => {
  const arns = [application("APNS_SANDBOX"), application("GCM"), application("APNS", "GCM")];
  const platforms = ["APNS_SANDBOX", "GCM", "APNS"].map((platform, place) => [platform, arns[place]]);
  expect([...readApplications(` ${arns.join(" , ")},`)]).toEqual(platforms);
});

test("none means that nobody is pushed", () => {
  expect(readApplications("").size).toBe(0);
});

test("two for one platform stop the function at its first start", () => {
  expect(() => readApplications(`${application("GCM")},${application("GCM", "other")}`)).toThrow(
    /^two applications for GCM: .*coffee-shop and .*other/,
  );
});
