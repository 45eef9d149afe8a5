import { parseCredential } from "../../../lambda/platform-application/credential";
import { aServiceAccount, aSigningKey, KEY_TEXT } from "../support/credentials";
import { accepted, faultsOf } from "../support/parsed";

describe("a credential", () => {
  test("of Firebase is the key of the service account, whole", () => {
    const secret = JSON.stringify(aServiceAccount());
    expect(accepted(parseCredential("GCM", secret))).toEqual({ PlatformCredential: secret });
  });

  test.each(["APNS", "APNS_SANDBOX"] as const)("of %s is a signing key with whose and what for", (platform) => {
    expect(accepted(parseCredential(platform, JSON.stringify(aSigningKey())))).toEqual({
      PlatformCredential: aSigningKey().signingKey,
      PlatformPrincipal: "ABC123DEFG",
      ApplePlatformTeamID: "DEF123GHIJ",
      ApplePlatformBundleID: "com.example.decoupled-coffee",
    });
  });
});

const PEM_RULE = "must be a private key in PEM: -----BEGIN PRIVATE KEY----- …";

describe("what is no credential is refused, and nothing of it repeated", () => {
  test.each([
    ["a server key, as Firebase gave out once", "AAAAabcdefg:APA91bVeryPrivate", ["is not JSON"]],
    ["text in JSON", JSON.stringify(KEY_TEXT), [expect.stringMatching(/^must be the JSON key of a Firebase/)]],
    [
      "an empty object",
      "{}",
      ["type: is missing", "project_id: is missing", "private_key: is missing", "client_email: is missing"],
    ],
    [
      "the key of a user",
      JSON.stringify(aServiceAccount({ type: "authorized_user" })),
      ["type: must be service_account"],
    ],
    ["no key", JSON.stringify(aServiceAccount({ private_key: "" })), [`private_key: ${PEM_RULE}`]],
    [
      "a public key",
      JSON.stringify(
        aServiceAccount({ private_key: `-----BEGIN PUBLIC KEY-----\n${KEY_TEXT}\n-----END PUBLIC KEY-----` }),
      ),
      [`private_key: ${PEM_RULE}`],
    ],
    [
      "two keys in one",
      JSON.stringify(aServiceAccount({ private_key: aServiceAccount().private_key.repeat(2) })),
      [`private_key: ${PEM_RULE}`],
    ],
    [
      "an address that is none",
      JSON.stringify(aServiceAccount({ client_email: KEY_TEXT })),
      ["client_email: must be the address of the service account"],
    ],
    ["Apple's", JSON.stringify(aSigningKey()), expect.arrayContaining(["type: is missing"])],
  ])("for Firebase: %s", (_, secret, faults) => {
    const found = faultsOf(parseCredential("GCM", secret));
    expect(found).toEqual(faults);
    expect(found.join()).not.toContain("VeryPrivate");
  });

  test.each([
    ["key id", { signingKeyId: KEY_TEXT }, ["signingKeyId: must be the key id: 10 capital letters and digits"]],
    ["team id", { teamId: "def123ghij" }, ["teamId: must be the team id: 10 capital letters and digits"]],
    ["bundle id", { bundleId: "com.example.café" }, [expect.stringMatching(/^bundleId: must be the app's bundle id/)]],
    ["key", { signingKey: KEY_TEXT }, [`signingKey: ${PEM_RULE}`]],
    [
      "everything",
      { signingKey: 1, signingKeyId: 1, teamId: 1, bundleId: 1 },
      [
        `signingKey: ${PEM_RULE}`,
        expect.stringMatching(/^signingKeyId: /),
        expect.stringMatching(/^teamId: /),
        expect.stringMatching(/^bundleId: /),
      ],
    ],
  ])("for Apple: a wrong %s", (_, changes, faults) => {
    const found = faultsOf(parseCredential("APNS", JSON.stringify(aSigningKey(changes))));
    expect(found).toEqual(faults);
    expect(found.join()).not.toContain("VeryPrivate");
  });
});
