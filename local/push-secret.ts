import { generateKeyPairSync } from "node:crypto";
import { CreateSecretCommand, ResourceExistsException, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { LOCAL_STAGE } from "../lib/settings/stage";
import { readSettings } from "../lib/settings/stage-settings";
import { NOTHING_FROM_PROFILES } from "../operations/local-shop";
import { LOCAL_REGION } from "./clean-environment";

/**
 * Puts a credential for mobile push into the engine, where the stacks look for it. It has the shape of Google's, with a
 * key made for the moment, and is worth nothing anywhere.
 */
export const putPushSecret = async (endpoint: string): Promise<void> => {
  const { fcmSecret } = readSettings(LOCAL_STAGE).push;
  if (fcmSecret === undefined) return;
  const client = new SecretsManagerClient({ ...NOTHING_FROM_PROFILES, endpoint, region: LOCAL_REGION });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const account = {
    type: "service_account",
    project_id: "coffee-shop-on-a-laptop",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    client_email: "push@coffee-shop-on-a-laptop.iam.gserviceaccount.com",
  };
  try {
    await client.send(new CreateSecretCommand({ Name: fcmSecret, SecretString: JSON.stringify(account) }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  } finally {
    client.destroy();
  }
};
