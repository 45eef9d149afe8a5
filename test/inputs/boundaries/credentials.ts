import { parseCredential } from "../../../lambda/platform-application/credential";
import { aServiceAccount, aSigningKey, KEY_TEXT } from "../../lambda/support/platform-application-services";
import { inJson, lacking, NO_JSON, NO_OBJECT, NO_TEXT, prefixed, spoilt } from "../bad-values";
import { type Boundary, casesOf, refusalOf } from "../boundary";

const NO_KEY = [...NO_TEXT, "", KEY_TEXT, `-----BEGIN PUBLIC KEY-----\n${KEY_TEXT}\n-----END PUBLIC KEY-----`];
const NO_APPLE_ID = [...NO_TEXT, "", "abc123defg", "ABC123DEF", "ABC123DEFGH", KEY_TEXT];
const firebase = aServiceAccount();
const apple = aSigningKey();

const refused = (platform: "GCM" | "APNS") => (secret: string) => {
  const said = refusalOf(parseCredential(platform, secret));
  expect(said).not.toContain("VeryPrivate");
  return said;
};

export const credentials: Boundary = {
  good: () => refused("GCM")(JSON.stringify(firebase)) + refused("APNS")(JSON.stringify(apple)),
  name: "the credentials of push services, out of Secrets Manager",
  cases: [
    ...casesOf(
      {
        ...NO_JSON,
        ...NO_OBJECT,
        ...inJson(lacking(firebase, "type", "project_id", "private_key", "client_email")),
        ...inJson(
          spoilt(firebase, {
            type: [...NO_TEXT, "", "authorized_user"],
            project_id: [...NO_TEXT, "", "a b"],
            private_key: [...NO_KEY, firebase.private_key.repeat(2)],
            client_email: [...NO_TEXT, "", KEY_TEXT],
          }),
        ),
        "the key of Apple": JSON.stringify(apple),
      },
      refused("GCM"),
    ),
    ...casesOf(
      prefixed("Apple:", {
        ...inJson(lacking(apple, "signingKey", "signingKeyId", "teamId", "bundleId")),
        ...inJson(
          spoilt(apple, {
            signingKey: NO_KEY,
            signingKeyId: NO_APPLE_ID,
            teamId: NO_APPLE_ID,
            bundleId: [...NO_TEXT, "", "com.example.café", "a b", "a".repeat(156)],
          }),
        ),
        "the key of Firebase": JSON.stringify(firebase),
      }),
      refused("APNS"),
    ),
  ],
};
