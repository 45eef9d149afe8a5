import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseWith } from "../../lambda/messages/fields";
import { faultLine, parseJson, shown } from "../../lambda/messaging/parse";
import { type Settings, settings } from "./settings-schema";
import { type Customer, readSubscribers } from "./subscribers";

const FOLDER = join(__dirname, "..", "..", "settings");

/** The stage that `npm start` deploys into the engine on a laptop; nobody deploys it to AWS. */
export const LOCAL_STAGE = "local";

/** The settings of a stage, with its customers. */
export interface StageSettings extends Settings {
  readonly stage: string;
  readonly subscribers: readonly Customer[];
}

/**
 * Checks the settings of a stage.
 *
 * @throws Error that names the file, the path, what was given and what is allowed
 */
export const parseSettings = (text: string, stage: string, folder = FOLDER): StageSettings => {
  const json = parseJson(text);
  const parsed = json.ok ? parseWith(settings, Array.isArray(json.value) ? "a list" : json.value) : json;
  if (!parsed.ok) throw new Error(`settings/${stage}.json: ${faultLine(parsed.faults)}`);
  const { subscribersFile, ...rest } = parsed.value;
  return { ...rest, stage, subscribers: subscribersFile ? readSubscribers(join(folder, subscribersFile)) : [] };
};

/** Reads `settings/<stage>.json`. */
export const readSettings = (stage: unknown, folder = FOLDER): StageSettings => {
  const stages = readdirSync(folder)
    .filter((name) => /^[\w-]+\.json$/.test(name))
    .map((name) => name.replace(/\.json$/, ""));
  if (typeof stage !== "string" || !/^[\w-]+$/.test(stage) || !existsSync(join(folder, `${stage}.json`))) {
    throw new Error(`no such stage: ${shown(stage)} (-c stage=… takes one of: ${stages.join(", ")})`);
  }
  return parseSettings(readFileSync(join(folder, `${stage}.json`), "utf8"), stage, folder);
};
