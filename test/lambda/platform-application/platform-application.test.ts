import { ApplicationFailed } from "../../../lambda/platform-application/platform-application";
import { eachTestLogs } from "../support/logs";
import {
  APPLICATION_ARN as ARN,
  aServiceAccount,
  KEY_TEXT,
  TestPlatformApplication,
} from "../support/platform-application-services";
import { invalid, REGION_AND_ACCOUNT } from "../support/push-service";

const { lines, facts } = eachTestLogs();
let deployment: TestPlatformApplication;
beforeEach(() => {
  deployment = new TestPlatformApplication();
});

const rotated = JSON.stringify(aServiceAccount({ project_id: "rotated" }));

describe("when a deployment creates the resource", () => {
  test("an application is made of the secret, and its ARN is the physical id", async () => {
    expect(await deployment.create()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    const PlatformCredential = deployment.secrets["push/firebase"];
    expect([...deployment.service.applications]).toEqual([[ARN, { PlatformCredential }]]);
    expect(deployment.service.commands[0]).toBe("CreatePlatformApplicationCommand");
  });

  test("for Apple, key, ids and bundle go with it", async () => {
    const { PhysicalResourceId = "" } = await deployment.create({ Platform: "APNS_SANDBOX", SecretName: "push/apple" });
    expect(PhysicalResourceId).toBe(`${REGION_AND_ACCOUNT}app/APNS_SANDBOX/coffee-shop`);
    expect(Object.keys(deployment.service.applications.get(PhysicalResourceId) ?? {}).sort()).toEqual([
      "ApplePlatformBundleID",
      "ApplePlatformTeamID",
      "PlatformCredential",
      "PlatformPrincipal",
    ]);
  });

  test("twice, there is still one, with the credential of the second time", async () => {
    await deployment.create();
    deployment.secrets["push/firebase"] = rotated;
    expect(await deployment.create()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    expect([...deployment.service.applications]).toEqual([[ARN, { PlatformCredential: rotated }]]);
  });
});

describe("when a deployment updates the resource", () => {
  test("the application is given the new credential and nothing else happens", async () => {
    await deployment.create();
    deployment.service.commands.length = 0;
    deployment.secrets["push/firebase"] = rotated;
    expect(await deployment.update()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    expect(deployment.service.applications.get(ARN)).toEqual({ PlatformCredential: rotated });
    expect(deployment.service.commands).toEqual(["SetPlatformApplicationAttributesCommand"]);
  });

  test.each([
    [{ ApplicationName: "tea-shop" }, "app/GCM/tea-shop"],
    [{ ApplicationName: "coffee-shop-2" }, "app/GCM/coffee-shop-2"],
    [{ ApplicationName: "coffee" }, "app/GCM/coffee"],
    [{ Platform: "APNS", SecretName: "push/apple" }, "app/APNS/coffee-shop"],
  ])("to %j, a new one is made and the old is left for CloudFormation to delete", async (changes, resource) => {
    await deployment.create();
    const made = `${REGION_AND_ACCOUNT}${resource}`;
    expect(await deployment.update(changes)).toEqual({ PhysicalResourceId: made, Data: { Arn: made } });
    expect([...deployment.service.applications.keys()]).toEqual([ARN, made]);
  });

  test("although somebody deleted the application, it is made again", async () => {
    expect(await deployment.update()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    expect(deployment.service.applications.has(ARN)).toBe(true);
  });
});

describe("when a deployment deletes the resource", () => {
  test("the application is gone, also the second time", async () => {
    await deployment.create();
    expect(await deployment.remove()).toEqual({ PhysicalResourceId: ARN });
    await deployment.remove();
    expect(deployment.service.applications.size).toBe(0);
  });

  test("neither the properties nor the secret have to be right", async () => {
    await deployment.create();
    deployment.secrets = {};
    await deployment.remove(ARN, { Platform: "none" });
    expect(deployment.service.applications.size).toBe(0);
  });

  test.each([
    ...["AWSCDK::CustomResourceProviderFramework::CREATE_FAILED", "", "coffee-shop", `${REGION_AND_ACCOUNT}coupons`],
    ...[`${REGION_AND_ACCOUNT}endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001`, `${ARN}/x`, `${ARN}\n`],
  ])("nothing is deleted for %j, which was never made", async (id) => {
    expect(await deployment.remove(id)).toEqual({ PhysicalResourceId: id });
    expect(deployment.service.commands).toEqual([]);
  });

  test("it fails when it is not known that the application is gone", async () => {
    deployment.service.failWith(() => new RangeError("SNS is away"));
    await expect(deployment.remove()).rejects.toThrow(new ApplicationFailed(`${ARN} was not deleted: RangeError`));
  });
});

test("the log has the ARN and nothing of the credential", async () => {
  await deployment.create();
  await deployment.update();
  await deployment.remove();
  expect(facts()).toEqual([
    { message: "platform application ready", arn: ARN },
    { message: "platform application ready", arn: ARN },
    { message: "platform application deleted", arn: ARN },
  ]);
});

describe("a deployment fails, and says what to do,", () => {
  test.each([
    [{ Platform: "MPNS" }, "Platform: not a platform: MPNS (try one of: GCM, APNS, APNS_SANDBOX)"],
    [{ ApplicationName: "coffee shop" }, "ApplicationName: must be 1 to 256 of A-Z, a-z, 0-9, '_', '-' and '.'"],
    [{ SecretName: "" }, "SecretName: must be the name of a secret in AWS Secrets Manager"],
    [{ ApplicationName: undefined }, "ApplicationName: must be text"],
    [{ SecretName: "push/none" }, "the secret push/none could not be read: RangeError"],
    [
      { SecretName: "push/locked" },
      "AccessDeniedException (is it encrypted with a KMS key of your own? name that in push",
    ],
    [{ SecretName: "push/bytes" }, "the secret push/bytes holds no text"],
    [{ SecretName: "push/apple" }, "the secret push/apple is no credential for GCM: type: is missing"],
  ])("for %j", async (changes, message) => {
    deployment.secrets["push/bytes"] = undefined;
    const error = await deployment.create(changes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApplicationFailed);
    expect(String(error)).toContain(message);
    expect(deployment.service.commands).toEqual([]);
  });

  test("when the push service does not accept the credential, and never shows it", async () => {
    const reason = "Attributes Reason: Platform credentials are invalid";
    deployment.service.failWith((input) => invalid(`${reason}: ${JSON.stringify(input)}`));
    const why = "InvalidParameterException (does the push service accept the credential in push/firebase?)";
    for (const attempt of [deployment.create, deployment.update]) {
      const error = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toEqual(new ApplicationFailed(`the GCM application coffee-shop was not made: ${why}`));
      expect(error).not.toHaveProperty("cause");
    }
    expect(lines()).toEqual([]);
  });

  test("when the secret cannot be read, and never shows it although the error does", async () => {
    const error = await deployment.create({ SecretName: "push/none" }).catch((thrown: Error) => thrown);
    expect(JSON.stringify([String(error), error, (error as Error).stack])).not.toContain(KEY_TEXT);
  });
});
