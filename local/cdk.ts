import { rmSync } from "node:fs";
import { join } from "node:path";
import { ShopError } from "../operations/shop-error";
import { LOCAL_ACCOUNT } from "../operations/shop-file";
import { cleanEnvironment, LOCAL_REGION, PROJECT, towardsEngine } from "./clean-environment";
import { ProgramFailed, runProgram } from "./program";

const CDK = join(PROJECT, "node_modules", "aws-cdk", "bin", "cdk");

/** What the CDK works with. */
export interface Cdk {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** For its home and temporary files. */
  readonly scratch: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
}

/** Writes the templates of the stage `local`, with the functions' code, into an assembly of nothing else. No engine is needed. */
export const synthesize = (cdk: Cdk): Promise<void> => {
  rmSync(cdk.assembly, { recursive: true, force: true });
  return run(cdk, PROJECT, {}, ["synth", "--quiet", "--context", "stage=local", "--output", cdk.assembly]);
};

/**
 * Prepares the engine for deployments, as every AWS account has to be once.
 *
 * It does not run in the project: there it would synthesize the app in its own way.
 */
export const bootstrap = (cdk: Cdk, endpoint: string): Promise<void> =>
  run(cdk, cdk.scratch, engineOnly(endpoint), ["bootstrap", `aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}`]);

/** Deploys every stack of the assembly and writes their outputs into a file: stack name -> output name -> value. */
export const deploy = (cdk: Cdk, endpoint: string, outputsFile: string): Promise<void> => {
  const what = ["--all", "--app", cdk.assembly, "--outputs-file", outputsFile];
  const how = ["--require-approval", "never", "--concurrency", "2", "--progress", "events"];
  return run(cdk, cdk.scratch, engineOnly(endpoint), ["deploy", ...what, ...how]);
};

/** Buckets would become subdomains of localhost, which not every machine resolves; an address without a name has none. */
const engineOnly = (endpoint: string): NodeJS.ProcessEnv => ({
  ...towardsEngine(endpoint),
  AWS_ENDPOINT_URL_S3: endpoint.replace("//localhost", "//127.0.0.1"),
});

const run = async (
  { scratch, logFile, signal }: Cdk,
  folder: string,
  access: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<void> => {
  const environment = {
    ...cleanEnvironment(scratch),
    ...access,
    CDK_DISABLE_CLI_TELEMETRY: "true",
    CDK_DISABLE_VERSION_CHECK: "true",
    // The validator of templates takes 5 seconds of CPU; `npm run synth` and the tests run it.
    CDK_VALIDATION: "false",
    NO_COLOR: "1",
  };
  const command = [CDK, "--no-notices", "--ci", ...args];
  try {
    await runProgram({ command: process.execPath, args: command, folder, environment, logFile }, signal);
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    throw new ShopError(`${error.tail}\ncdk ${args[0]} failed: see above (the whole log: ${logFile})`);
  }
};
