import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as v from "valibot";
import type { PushPlatform } from "../contacts/push";
import { parseWith } from "../messages/fields";
import { type Parsed, parseJson } from "../messaging/parse";

/** What SNS is given of a credential. */
export type CredentialAttributes = Readonly<Record<string, string>>;

/** Every message is fixed text: what was given is never repeated, not even the part that is wrong. */
const field = (rule: string, pattern: RegExp) => v.pipe(v.string(rule), v.regex(pattern, rule));
const missing =
  (what: string) =>
  ({ path }: v.ObjectIssue): string =>
    path ? "is missing" : `must be ${what}`;

const PRIVATE_KEY = /^\s*-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\s]+-----END PRIVATE KEY-----\s*$/;
const privateKey = field("must be a private key in PEM: -----BEGIN PRIVATE KEY----- …", PRIVATE_KEY);
const appleId = (what: string) => field(`must be the ${what}: 10 capital letters and digits`, /^[A-Z0-9]{10}$/);

const serviceAccount = v.object(
  {
    type: v.literal("service_account", "must be service_account"),
    project_id: field("must be the id of the Firebase project", /^\S{1,256}$/),
    private_key: privateKey,
    client_email: field("must be the address of the service account", /^[^\s@]+@[^\s@]+$/),
  },
  missing("the JSON key of a Firebase service account, whole, as Google gives it out"),
);

const signingKey = v.object(
  {
    signingKey: privateKey,
    signingKeyId: appleId("key id"),
    teamId: appleId("team id"),
    bundleId: field("must be the app's bundle id: letters, digits, '-' and '.'", /^[A-Za-z0-9.-]{1,155}$/),
  },
  missing('{"signingKey": "<the .p8 file>", "signingKeyId": "…", "teamId": "…", "bundleId": "…"}'),
);

/**
 * Reads the credential of a push service out of the text of a secret.
 *
 * - Firebase (GCM): the JSON key of a service account as it is.
 * - Apple: `{signingKey, signingKeyId, teamId, bundleId}`, token-based: such a key does not expire.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html
 */
export const parseCredential = (platform: PushPlatform, secret: string): Parsed<CredentialAttributes> => {
  const json = parseJson(secret);
  if (!json.ok) return json;
  if (platform === "GCM") {
    const parsed = parseWith(serviceAccount, json.value);
    return parsed.ok ? { ok: true, value: { PlatformCredential: secret } } : parsed;
  }
  const parsed = parseWith(signingKey, json.value);
  if (!parsed.ok) return parsed;
  return {
    ok: true,
    value: {
      PlatformCredential: parsed.value.signingKey,
      PlatformPrincipal: parsed.value.signingKeyId,
      ApplePlatformTeamID: parsed.value.teamId,
      ApplePlatformBundleID: parsed.value.bundleId,
    },
  };
};

/** Reads the text of a secret by its name; `undefined` for one that holds bytes. Rejects with the error of the service. */
export const readSecret =
  (client: SecretsManagerClient) =>
  async (name: string): Promise<string | undefined> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    return SecretString;
  };
