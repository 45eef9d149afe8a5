import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { faultLine } from "../lambda/messaging/parse";
import type { StackOutputs } from "../operations/shop";
import { ShopError } from "../operations/shop-error";
import { LOCAL_ACCOUNT } from "../operations/shop-file";
import { cleanEnvironment, LOCAL_REGION, PROJECT, towardsEngine } from "./clean-environment";
import type { Opening } from "./opening";
import { ProgramFailed, runProgram } from "./program";
import { putPushSecret } from "./push-secret";

const CDK = join(PROJECT, "node_modules", "aws-cdk", "bin", "cdk");

const outputs = v.record(v.string(), v.record(v.string(), v.string()));

/**
 * Writes the templates of the stage `local`, with the functions' code, into an assembly of nothing else. No engine is
 * needed.
 */
export const synthesizeStacks = (opening: Opening): Promise<void> =>
  opening.progress.step("Synthesizing the stacks (cdk synth)", () => {
    const { assembly } = opening.folder;
    return runCdk(opening, PROJECT, {}, ["synth", "--quiet", "--context", "stage=local", "--output", assembly]);
  });

/**
 * Prepares an engine that nothing was deployed into yet, as every AWS account has to be once.
 *
 * It does not run in the project: there it would synthesize the app in its own way.
 */
export const bootstrapEngine = (opening: Opening, endpoint: string): Promise<void> =>
  opening.progress.step("Preparing the engine (cdk bootstrap)", () => {
    const environment = `aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}`;
    return runCdk(opening, opening.folder.scratch, engineOnly(endpoint), ["bootstrap", environment]);
  });

/** Deploys every stack of the assembly; returns what the stacks tell about themselves. */
export const deployStacks = async (opening: Opening, endpoint: string): Promise<StackOutputs> => {
  await putPushSecret(endpoint);
  const { assembly, scratch } = opening.folder;
  const file = join(scratch, "outputs.json");
  const what = ["--all", "--app", assembly, "--outputs-file", file];
  const how = ["--require-approval", "never", "--concurrency", "2", "--progress", "events"];
  await opening.progress.step("Deploying the stacks (cdk deploy)", () =>
    runCdk(opening, scratch, engineOnly(endpoint), ["deploy", ...what, ...how]),
  );
  const parsed = parseJsonWith(outputs, readFileSync(file, "utf8"));
  if (!parsed.ok) throw new Error(`cdk deploy wrote no outputs: ${faultLine(parsed.faults)}`);
  return parsed.value;
};

/** Buckets would become subdomains of localhost, which not every machine resolves; an address without a name has none. */
const engineOnly = (endpoint: string): NodeJS.ProcessEnv => ({
  ...towardsEngine(endpoint),
  AWS_ENDPOINT_URL_S3: endpoint.replace("//localhost", "//127.0.0.1"),
});

const runCdk = async (
  { folder: { scratch, deployLog: logFile }, closing: { signal } }: Opening,
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
