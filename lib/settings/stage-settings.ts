import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { faultLine, parseJson, shown } from "../../lambda/messaging/parse";
import { cron, timeZone } from "./schedule";
import { type Settings, settings } from "./settings-schema";
import { isStageName, STAGE_RULE } from "./stage";
import { type Customer, readSubscribers } from "./subscribers";

const FOLDER = join(__dirname, "..", "..", "settings");

/** All that `settings/<stage>.json` may say: of every stack, and of the newsletters. */
const stageSettings = v.strictObject(
  {
    ...settings.entries,
    /** When the trivia of the day is published; absent, it is not. */
    triviaOfTheDay: v.optional(v.strictObject({ cron, timeZone })),
    /** A file of this folder with customers' addresses. Keep it out of the repository: `*.subscribers.json` is ignored by git. */
    subscribersFile: v.optional(
      v.pipe(
        v.string("must be a file name"),
        v.regex(
          /^[\w-]+(\.[\w-]+)*\.json$/,
          (issue) => `must be the name of a .json file beside the settings, not ${shown(issue.input)}`,
        ),
      ),
    ),
  },
  settings.message,
);

/** The settings of a stage, with its customers. */
export interface StageSettings extends Settings, Pick<v.InferOutput<typeof stageSettings>, "triviaOfTheDay"> {
  readonly subscribers: readonly Customer[];
}

/**
 * Checks the settings of a stage.
 *
 * @throws Error that names the file, the path, what was given and what is allowed
 */
export const parseSettings = (text: string, stage: string, folder = FOLDER): StageSettings => {
  const json = parseJson(text);
  const parsed = json.ok ? parseWith(stageSettings, Array.isArray(json.value) ? "a list" : json.value) : json;
  if (!parsed.ok) throw new Error(`settings/${stage}.json: ${faultLine(parsed.faults)}`);
  const { subscribersFile, ...rest } = parsed.value;
  return { ...rest, stage, subscribers: subscribersFile ? readSubscribers(join(folder, subscribersFile)) : [] };
};

/**
 * Reads `settings/<stage>.json`.
 *
 * @throws Error for a stage without such a file, and for a name that no stack can have
 */
export const readSettings = (stage: unknown, folder = FOLDER): StageSettings => {
  const stages = readdirSync(folder)
    .filter((name) => /^[\w-]+\.json$/.test(name))
    .map((name) => name.replace(/\.json$/, ""));
  // Compared with the names in the folder: some file systems take "Production" for "production", AWS does not.
  if (typeof stage !== "string" || !stages.includes(stage)) {
    throw new Error(`no such stage: ${shown(stage)} (-c stage=… takes one of: ${stages.join(", ")})`);
  }
  if (!isStageName(stage)) throw new Error(`no name for a stage: ${stage} (call its file ${STAGE_RULE})`);
  return parseSettings(readFileSync(join(folder, `${stage}.json`), "utf8"), stage, folder);
};
