import { ApplicationFailed } from "../../../lambda/platform-application/platform-application";
import { KEY_TEXT } from "../support/credentials";
import { eachTestLogs } from "../support/logs";
import { invalid } from "../support/push-service";
import { TestWorkshop } from "../support/workshop";

const { lines } = eachTestLogs();

let workshop: TestWorkshop;
beforeEach(() => {
  workshop = new TestWorkshop();
});

describe("a deployment fails, and says what to do,", () => {
  test.each([
    [{ Platform: "MPNS" }, "Platform: not a platform: MPNS (try one of: GCM, APNS, APNS_SANDBOX)"],
    [{ ApplicationName: "coffee shop" }, "ApplicationName: must be 1 to 256 of A-Z, a-z, 0-9, '_', '-' and '.'"],
    [{ SecretName: "" }, "SecretName: must be the name of a secret in AWS Secrets Manager"],
    [{ ApplicationName: undefined }, "ApplicationName: must be text"],
    [{ SecretName: "push/none" }, "the secret push/none could not be read: RangeError"],
    [{ SecretName: "push/bytes" }, "the secret push/bytes holds no text"],
    [{ SecretName: "push/apple" }, "the secret push/apple is no credential for GCM: type: is missing"],
  ])("for %j", async (changes, message) => {
    workshop.secrets["push/bytes"] = undefined;
    const error = await workshop.create(changes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApplicationFailed);
    expect(String(error)).toContain(message);
    expect(workshop.service.commands).toEqual([]);
  });

  test("when the push service does not accept the credential, and never shows it", async () => {
    workshop.service.before = (_, input) => {
      throw invalid(`Attributes Reason: Platform credentials are invalid: ${JSON.stringify(input)}`);
    };
    for (const attempt of [workshop.create, workshop.update]) {
      const error = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toEqual(
        new ApplicationFailed(
          "the GCM application coffee-shop was not made: InvalidParameterException (does the push service accept the credential in push/firebase?)",
        ),
      );
      expect(error).not.toHaveProperty("cause");
    }
    expect(lines()).toEqual([]);
  });

  test("when the secret cannot be read, and never shows it although the error does", async () => {
    const error = await workshop.create({ SecretName: "push/none" }).catch((thrown: Error) => thrown);
    expect(JSON.stringify([String(error), error, (error as Error).stack])).not.toContain(KEY_TEXT);
  });
});
