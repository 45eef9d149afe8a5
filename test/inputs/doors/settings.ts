import { parseSettings } from "../../../lib/settings/stage-settings";
import { casesOf, type Door } from "../door";
import { inJson, NO_JSON, NO_NUMBER, NO_OBJECT, NO_TEXT, spoilt } from "../spoilt";
import { thrownBy } from "./parsed";

const { "an empty object": _, "an object that only has a prototype": __, ...noSettings } = NO_OBJECT;

const cron = "0 8 * * ? *";
const FLAGS = [null, 0, "yes", []];

const read = (text: string): Promise<string> =>
  thrownBy(
    () => parseSettings(text, "staging"),
    ({ message }) => message.startsWith("settings/staging.json: "),
  );

export const stageSettings: Door = {
  good: () => read("{}"),
  name: "settings/<stage>.json",
  isOwnKeyboard: true,
  cases: casesOf(
    {
      ...NO_JSON,
      ...noSettings,
      ...inJson(
        spoilt(
          {},
          {
            cashierAccess: [...NO_TEXT, "", "open", "aws_iam"],
            onDelete: [...NO_TEXT, "", "keep", "Retain"],
            baristaTimeoutSeconds: [...NO_NUMBER, 1, 901, 2.5, -10],
            baristaMaximumConcurrency: [...NO_NUMBER, 1, 1_001, 2.5],
            deskAccess: [...NO_TEXT, "open"],
            sms: [
              ...NO_TEXT,
              {},
              { countryPrefixes: "*" },
              { countryPrefixes: ["43"] },
              { countryPrefixes: ["+1", "*"] },
            ],
            push: [...NO_TEXT, { fcmSecret: "" }, { fcmSecret: "my secret" }, { gcmSecret: "a" }],
            webhookReceiver: FLAGS,
            logRetentionDays: [...NO_NUMBER, 0, 2, 366],
            triviaOfTheDay: [
              null,
              true,
              cron,
              { cron },
              { cron: "daily", timeZone: "UTC" },
              { cron, timeZone: "Mars" },
            ],
            subscribersFile: [...NO_TEXT, "", "../secrets.json", "/etc/passwd", "a.json/..", "subscribers.txt"],
            baristaTimeout: [10],
            __PROTO__: [{}],
          },
        ),
      ),
    },
    read,
  ),
};
