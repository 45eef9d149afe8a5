import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { oneOf } from "../lambda/shared/fields";
import { faultLine, parseJson, parseWith, shown } from "../lambda/shared/parse";
import {
  DEFAULT_BARISTA_MAXIMUM_CONCURRENCY,
  DEFAULT_BARISTA_TIMEOUT_SECONDS,
  DEFAULT_LOG_RETENTION_DAYS,
} from "./settings";
import { type Customer, readSubscribers } from "./subscribers";

const FOLDER = join(__dirname, "..", "settings");

/** What CloudWatch Logs offers, up to a year. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;

const wholeNumber = (least: number, most: number) => {
  const message = (issue: { input: unknown }) =>
    `must be a whole number from ${least} to ${most}, not ${shown(issue.input)}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
};

const settings = v.strictObject(
  {
    /** Who may place orders through the function URL: callers with AWS credentials and permission, or everybody. */
    cashierAccess: v.optional(oneOf("not a kind of access", ["AWS_IAM", "public"]), "AWS_IAM"),
    /** What becomes of queues, the ledger and logs when a stack is deleted. */
    onDelete: v.optional(oneOf("not possible on delete", ["retain", "destroy"]), "retain"),
    /** Seconds the barista may take for a batch; the visibility timeout of the orders queue is six times as long. */
    baristaTimeoutSeconds: v.optional(wholeNumber(2, 900), DEFAULT_BARISTA_TIMEOUT_SECONDS),
    /** How many baristas may work at the same time. */
    baristaMaximumConcurrency: v.optional(wholeNumber(2, 1_000), DEFAULT_BARISTA_MAXIMUM_CONCURRENCY),
    /** Days that logs are kept. */
    logRetentionDays: v.optional(
      v.picklist(
        RETENTION_DAYS,
        (issue) => `not a retention: ${shown(issue.input)} (try one of: ${RETENTION_DAYS.join(", ")})`,
      ),
      DEFAULT_LOG_RETENTION_DAYS,
    ),
    /** When the trivia of the day is published; absent, it is not. */
    triviaOfTheDay: v.optional(
      v.strictObject({
        cron: v.pipe(
          v.string("must be a cron expression"),
          v.regex(
            /^(\S+ ){5}\S+$/,
            (issue) => `must be the six fields of cron such as 0 8 * * ? *, not ${shown(issue.input)}`,
          ),
        ),
        timeZone: v.pipe(
          v.string("must be a time zone"),
          v.check(isTimeZone, (issue) => `must be a time zone such as Europe/Vienna, not ${shown(issue.input)}`),
        ),
      }),
    ),
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
  (issue) =>
    issue.expected === "never" ? "is not a setting" : `must be an object of settings, not ${shown(issue.input)}`,
);

/** The settings of a stage, with its customers. */
export interface StageSettings extends Omit<v.InferOutput<typeof settings>, "subscribersFile"> {
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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
