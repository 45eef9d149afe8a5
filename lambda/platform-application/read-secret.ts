import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Reads the text of a secret by its name; `undefined` for one that holds bytes. Rejects with the error of the service. */
export const readSecret =
  (client: SecretsManagerClient) =>
  async (name: string): Promise<string | undefined> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    return SecretString;
  };
