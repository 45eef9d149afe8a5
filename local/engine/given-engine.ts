import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { NOTHING_FROM_PROFILES } from "../../operations/local-shop";
import { ShopError } from "../../operations/shop-error";
import { LOCAL_ACCOUNT } from "../../operations/shop-file";
import { LOCAL_REGION } from "../clean-environment";
import { bootstrapEngine, deployStacks, synthesizeStacks } from "../deploy";
import type { Deployed, Opening } from "../opening";

/** An engine on the same machine answers at once. */
const TIMEOUT_MS = 5_000;

/**
 * Deploys the stacks into an engine that somebody else started. What is deployed there already is brought up to date, and
 * stays when the shop closes.
 *
 * @throws ShopError when nothing answers there, or something that is not a local engine
 */
export const useGivenEngine = async (opening: Opening, endpoint: string): Promise<Deployed> => {
  const account = await accountOf(endpoint);
  if (account !== LOCAL_ACCOUNT) {
    throw new ShopError(
      `${endpoint} answers for account ${account}, not for the local ${LOCAL_ACCOUNT}: give --endpoint a local engine`,
    );
  }
  await Promise.all([bootstrapEngine(opening, endpoint), synthesizeStacks(opening)]);
  return { endpoint, outputs: await deployStacks(opening, endpoint) };
};

const accountOf = async (endpoint: string): Promise<string | undefined> => {
  const sts = new STSClient({ ...NOTHING_FROM_PROFILES, endpoint, region: LOCAL_REGION, maxAttempts: 1 });
  try {
    const abortSignal = AbortSignal.timeout(TIMEOUT_MS);
    return (await sts.send(new GetCallerIdentityCommand({}), { abortSignal })).Account;
  } catch (error) {
    const reason = error instanceof Error && error.message !== "" ? error.message : String(error);
    throw new ShopError(
      `no engine answers at ${endpoint} (${reason}): start it, or leave out --endpoint to have one started`,
    );
  } finally {
    sts.destroy();
  }
};
