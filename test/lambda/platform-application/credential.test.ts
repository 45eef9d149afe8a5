import { parseCredential } from "../../../lambda/platform-application/credential";
import { accepted, faultsOf } from "../support/parsed";
import { aServiceAccount, aSigningKey, KEY_TEXT } from "../support/platform-application-services";

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
  const FIREBASE = ["type", "project_id", "private_key", "client_email"].map((name) => `${name}: is missing`);
  const PUBLIC = `-----BEGIN PUBLIC KEY-----\n${KEY_TEXT}\n-----END PUBLIC KEY-----`;
  const account = (changes: object) => JSON.stringify(aServiceAccount(changes));
  const noAddress = "client_email: must be the address of the service account";

  test.each([
    [
      "a server key, as Firebase gave out once",
      "AAAAabcdefg:APA91bVeryPrivate",
      ['is not JSON: found "A" at line 1, column 1'],
    ],
    ["text in JSON", JSON.stringify(KEY_TEXT), [expect.stringMatching(/^must be the JSON key of a Firebase/)]],
    ["an empty object", "{}", FIREBASE],
    ["the key of a user", account({ type: "authorized_user" }), ["type: must be service_account"]],
    ["no key", account({ private_key: "" }), [`private_key: ${PEM_RULE}`]],
    ["a public key", account({ private_key: PUBLIC }), [`private_key: ${PEM_RULE}`]],
    ["two keys", account({ private_key: aServiceAccount().private_key.repeat(2) }), [`private_key: ${PEM_RULE}`]],
    ["an address that is none", account({ client_email: KEY_TEXT }), [noAddress]],
    ["Apple's", JSON.stringify(aSigningKey()), expect.arrayContaining(["type: is missing"])],
  ])("for Firebase: %s", (_, secret, faults) => {
    const found = faultsOf(parseCredential("GCM", secret));
    expect(found).toEqual(faults);
    expect(found.join()).not.toContain("VeryPrivate");
  });

  const ALL = ["signingKey", "signingKeyId", "teamId", "bundleId"].map((name) => expect.stringMatching(`^${name}: `));

  test.each([
    ["key id", { signingKeyId: KEY_TEXT }, ["signingKeyId: must be the key id: 10 capital letters and digits"]],
    ["team id", { teamId: "def123ghij" }, ["teamId: must be the team id: 10 capital letters and digits"]],
    ["bundle id", { bundleId: "com.example.café" }, [expect.stringMatching(/^bundleId: must be the app's bundle id/)]],
    ["key", { signingKey: KEY_TEXT }, [`signingKey: ${PEM_RULE}`]],
    ["everything", { signingKey: 1, signingKeyId: 1, teamId: 1, bundleId: 1 }, ALL],
  ])("for Apple: a wrong %s", (_, changes, faults) => {
    const found = faultsOf(parseCredential("APNS", JSON.stringify(aSigningKey(changes))));
    expect(found).toEqual(faults);
    expect(found.join()).not.toContain("VeryPrivate");
  });
});
