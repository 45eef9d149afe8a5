import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";
import { faultLine, parseJson } from "../lambda/messaging/parse";
import type { StackOutputs } from "../operations/shop";
import { bootstrap, deploy, synthesize } from "./cdk";
import { cdkOf, type Opening } from "./opening";
import { putPushSecret } from "./push-secret";

const outputs = v.record(v.string(), v.record(v.string(), v.string()));

/** Writes the templates that are deployed. */
export const synthesizeStacks = (opening: Opening): Promise<void> =>
  opening.progress.step("Synthesizing the stacks (cdk synth)", () => synthesize(cdkOf(opening)));

/** Prepares an engine that nothing was deployed into yet. */
export const bootstrapEngine = (opening: Opening, endpoint: string): Promise<void> =>
  opening.progress.step("Preparing the engine (cdk bootstrap)", () => bootstrap(cdkOf(opening), endpoint));

/** Deploys what was synthesized; returns what the stacks tell about themselves. */
export const deployStacks = async (opening: Opening, endpoint: string): Promise<StackOutputs> => {
  await putPushSecret(endpoint);
  const file = join(opening.folder.scratch, "outputs.json");
  await opening.progress.step("Deploying the stacks (cdk deploy)", () => deploy(cdkOf(opening), endpoint, file));
  const json = parseJson(readFileSync(file, "utf8"));
  const parsed = json.ok ? parseWith(outputs, json.value) : json;
  if (!parsed.ok) throw new Error(`cdk deploy wrote no outputs: ${faultLine(parsed.faults)}`);
  return parsed.value;
};
