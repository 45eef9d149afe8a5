import { ApplicationFailed } from "../../../lambda/platform-application/platform-application";
import { aServiceAccount } from "../support/credentials";
import { eachTestLogs } from "../support/logs";
import { REGION_AND_ACCOUNT } from "../support/push-service";
import { APPLICATION_ARN as ARN, TestWorkshop } from "../support/workshop";

const { facts } = eachTestLogs();

let workshop: TestWorkshop;
beforeEach(() => {
  workshop = new TestWorkshop();
});

const rotated = JSON.stringify(aServiceAccount({ project_id: "rotated" }));

describe("when a deployment creates the resource", () => {
  test("an application is made of the secret, and its ARN is the physical id", async () => {
    expect(await workshop.create()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    expect([...workshop.service.applications]).toEqual([
      [ARN, { PlatformCredential: workshop.secrets["push/firebase"] }],
    ]);
    expect(workshop.service.commands[0]).toBe("CreatePlatformApplicationCommand");
  });

  test("for Apple, key, ids and bundle go with it", async () => {
    const { PhysicalResourceId = "" } = await workshop.create({ Platform: "APNS_SANDBOX", SecretName: "push/apple" });
    expect(PhysicalResourceId).toBe(`${REGION_AND_ACCOUNT}app/APNS_SANDBOX/coffee-shop`);
    expect(Object.keys(workshop.service.applications.get(PhysicalResourceId) ?? {}).sort()).toEqual([
      "ApplePlatformBundleID",
      "ApplePlatformTeamID",
      "PlatformCredential",
      "PlatformPrincipal",
    ]);
  });

  test("twice, there is still one, with the credential of the second time", async () => {
    await workshop.create();
    workshop.secrets["push/firebase"] = rotated;
    expect(await workshop.create()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    expect([...workshop.service.applications]).toEqual([[ARN, { PlatformCredential: rotated }]]);
  });
});

describe("when a deployment updates the resource", () => {
  test("the application is given the new credential and nothing else happens", async () => {
    await workshop.create();
    workshop.service.commands.length = 0;
    workshop.secrets["push/firebase"] = rotated;
    expect(await workshop.update()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    expect(workshop.service.applications.get(ARN)).toEqual({ PlatformCredential: rotated });
    expect(workshop.service.commands).toEqual(["SetPlatformApplicationAttributesCommand"]);
  });

  test.each([
    [{ ApplicationName: "tea-shop" }, "app/GCM/tea-shop"],
    [{ ApplicationName: "coffee-shop-2" }, "app/GCM/coffee-shop-2"],
    [{ ApplicationName: "coffee" }, "app/GCM/coffee"],
    [{ Platform: "APNS", SecretName: "push/apple" }, "app/APNS/coffee-shop"],
  ])("to %j, a new one is made and the old is left for CloudFormation to delete", async (changes, resource) => {
    await workshop.create();
    const made = `${REGION_AND_ACCOUNT}${resource}`;
    expect(await workshop.update(changes)).toEqual({ PhysicalResourceId: made, Data: { Arn: made } });
    expect([...workshop.service.applications.keys()]).toEqual([ARN, made]);
  });

  test("although somebody deleted the application, it is made again", async () => {
    expect(await workshop.update()).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
    expect(workshop.service.applications.has(ARN)).toBe(true);
  });
});

describe("when a deployment deletes the resource", () => {
  test("the application is gone, also the second time", async () => {
    await workshop.create();
    expect(await workshop.remove()).toEqual({ PhysicalResourceId: ARN });
    await workshop.remove();
    expect(workshop.service.applications.size).toBe(0);
  });

  test("neither the properties nor the secret have to be right", async () => {
    await workshop.create();
    workshop.secrets = {};
    await workshop.remove(ARN, { Platform: "none" });
    expect(workshop.service.applications.size).toBe(0);
  });

  test.each([
    "AWSCDK::CustomResourceProviderFramework::CREATE_FAILED",
    "",
    "coffee-shop",
    `${REGION_AND_ACCOUNT}coupons`,
    `${REGION_AND_ACCOUNT}endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001`,
    `${ARN}/x`,
    `${ARN}\n`,
  ])("nothing is deleted for %j, which was never made", async (id) => {
    expect(await workshop.remove(id)).toEqual({ PhysicalResourceId: id });
    expect(workshop.service.commands).toEqual([]);
  });

  test("it fails when it is not known that the application is gone", async () => {
    workshop.service.before = () => {
      throw new RangeError("SNS is away");
    };
    await expect(workshop.remove()).rejects.toThrow(new ApplicationFailed(`${ARN} was not deleted: RangeError`));
  });
});

test("the log has the ARN and nothing of the credential", async () => {
  await workshop.create();
  await workshop.update();
  await workshop.remove();
  expect(facts()).toEqual([
    { message: "platform application ready", arn: ARN },
    { message: "platform application ready", arn: ARN },
    { message: "platform application deleted", arn: ARN },
  ]);
});
