import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSettings, readSettings } from "../../lib/settings/stage-settings";

describe("the settings of a stage", () => {
  it("may be empty, and then are the documented defaults", () => {
    expect(parseSettings("{}", "production")).toEqual({
      stage: "production",
      cashierAccess: "AWS_IAM",
      ordersQueue: "standard",
      onDelete: "retain",
      baristaTimeoutSeconds: 10,
      baristaMaximumConcurrency: 10,
      deskAccess: "AWS_IAM",
      sms: { countryPrefixes: [] },
      push: {},
      webhookReceiver: false,
      logRetentionDays: 14,
      subscribers: [],
    });
  });

  it.each([
    ['{"cashierAccess": "open"}', "cashierAccess: not a kind of access: open (try one of: AWS_IAM, public)"],
    ['{"ordersQueue": "FIFO"}', "ordersQueue: not a kind of queue: FIFO (try one of: standard, fair, fifo)"],
    ['{"onDelete": "keep"}', "onDelete: not possible on delete: keep (try one of: retain, destroy)"],
    ['{"baristaTimeoutSeconds": 1}', "baristaTimeoutSeconds: must be a whole number from 2 to 900, not 1"],
    ['{"baristaTimeoutSeconds": 901}', "baristaTimeoutSeconds: must be a whole number from 2 to 900, not 901"],
    ['{"baristaMaximumConcurrency": 1}', "baristaMaximumConcurrency: must be a whole number from 2 to 1000, not 1"],
    ['{"baristaMaximumConcurrency": 2.5}', "baristaMaximumConcurrency: must be a whole number from 2 to 1000, not 2.5"],
    ['{"logRetentionDays": 2}', "logRetentionDays: not a retention: 2 (try one of: 1, 3, 5, 7, 14, "],
    ['{"triviaOfTheDay": {"cron": "daily", "timeZone": "UTC"}}', "triviaOfTheDay.cron: must be the six fields of cron"],
    [
      '{"triviaOfTheDay": {"cron": "0 8 * * ? *", "timeZone": "Mars"}}',
      "triviaOfTheDay.timeZone: must be a time zone such as",
    ],
    ['{"subscribersFile": "../secrets.json"}', "subscribersFile: must be the name of a .json file beside the settings"],
    ['{"baristaTimeout": 10}', "baristaTimeout: is not a setting"],
    [
      '{"sms": {"countryPrefixes": ["43"]}}',
      "sms.countryPrefixes[0]: must be country prefixes such as +1 or +43, or *, not 43",
    ],
    ['{"sms": {"countryPrefixes": ["+1", "*"]}}', "sms.countryPrefixes: must name countries, or * alone"],
    ['{"sms": {"countryPrefixes": [], "senderId": "COFFEE SHOP!"}}', "sms.senderId: must be 1 to 11 letters"],
    ['{"push": {"fcmSecret": "my secret"}}', "push.fcmSecret: must be the name of a secret"],
    ['{"webhookReceiver": "yes"}', "webhookReceiver: must be true or false"],
    ["[]", "must be an object of settings"],
    ["{", "is not JSON"],
  ])("stop the synthesis when they are %s", (text, message) => {
    expect(() => parseSettings(text, "staging")).toThrow(`settings/staging.json: ${message}`);
  });

  it("name every fault at once", () => {
    expect(() => parseSettings('{"onDelete": 1, "cashierAccess": 2}', "x")).toThrow(
      /onDelete.*cashierAccess|cashierAccess.*onDelete/,
    );
  });

  it.each([undefined, "nowhere", "../package", 7])("must exist: stage %s does not", (stage) => {
    expect(() => readSettings(stage)).toThrow(
      /^no such stage: .* \(-c stage=… takes one of: example, local, production\)$/,
    );
  });

  it("name a subscribers file that is missing", () => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    try {
      writeFileSync(join(folder, "team.json"), '{"subscribersFile": "team.subscribers.json"}');
      expect(() => readSettings("team", folder)).toThrow(
        /team\.subscribers\.json: cannot be read \(it is named as subscribersFile/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are shown in full by the committed example", () => {
    const { stage, subscribers, ...shown } = readSettings("example");
    expect(stage).toBe("example");
    expect(subscribers.map(({ customer }) => customer)).toEqual(["1", "2", "3"]);
    expect(Object.keys(shown).sort()).toEqual(
      [...Object.keys(readSettings("production")), "triviaOfTheDay"]
        .filter((name) => !["stage", "subscribers"].includes(name))
        .sort(),
    );
  });
});
