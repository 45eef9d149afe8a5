import { delimiter, dirname, join } from "node:path";

export const LOCAL_REGION = "us-east-1";

export const PROJECT = join(__dirname, "..");

/** Where the programs of a system are, whatever somebody's own PATH says. */
const SYSTEM_PATH = ["/usr/local/bin", "/usr/bin", "/bin"];

/**
 * An environment in which nothing of the person who runs the shop is left: no AWS profile, no credentials, no home.
 * Without `towardsEngine` nothing in it leads to any AWS API.
 *
 * @param scratch a folder for the home and the temporary files of programs
 */
export const cleanEnvironment = (scratch: string): NodeJS.ProcessEnv => ({
  PATH: [dirname(process.execPath), ...SYSTEM_PATH].join(delimiter),
  HOME: scratch,
  TMPDIR: scratch,
  LANG: "C.UTF-8",
  AWS_REGION: LOCAL_REGION,
  AWS_DEFAULT_REGION: LOCAL_REGION,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
});

/** Leads AWS SDKs to the local engine, with credentials that are worth nothing anywhere else. */
export const towardsEngine = (endpoint: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
});
