import { generateKeyPairSync } from "node:crypto";
import { CreateSecretCommand, ResourceExistsException, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { LOCAL_STAGE, readSettings } from "../lib/settings/stage-settings";
import { LOCAL_REGION, towardsEngine } from "./clean-environment";

/**
 * Puts a credential for mobile push into the engine, where the stacks look for it. It has the shape of Google's, with a
 * key made for the moment, and is worth nothing anywhere.
 */
export const putPushSecret = async (endpoint: string): Promise<void> => {
  const { fcmSecret } = readSettings(LOCAL_STAGE).push;
  if (fcmSecret === undefined) return;
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = towardsEngine(endpoint);
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  // What the environment or a profile says about them would refuse an address of this machine.
  const noVariants = { useFipsEndpoint: false, useDualstackEndpoint: false };
  const client = new SecretsManagerClient({ endpoint, region: LOCAL_REGION, credentials, ...noVariants });
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
