import { TimeZone } from "aws-cdk-lib";
import * as v from "valibot";
import { shown } from "../../lambda/messaging/parse";

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

/**
 * The six fields: what each is called, its bounds, names for its values, and what may stand there besides.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const FIELDS: readonly (readonly [
  name: string,
  least: number,
  most: number,
  names: readonly string[],
  besides: RegExp,
])[] = [
  ["minutes", 0, 59, [], /^$/],
  ["hours", 0, 23, [], /^$/],
  ["day of month", 1, 31, [], /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/],
  ["month", 1, 12, MONTHS, /^$/],
  ["day of week", 1, 7, DAYS, /^(\?|L|[1-7]L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/],
  ["year", 1970, 2199, [], /^$/],
];

/** What is wrong with the fields; undefined when Scheduler takes them. */
const faultOf = (cron: string): string | undefined => {
  const given = cron.split(" ");
  if (given.length !== FIELDS.length) return "six fields are wanted";
  const [, , ofMonth, , ofWeek] = given;
  const wrong = FIELDS.findIndex(([, least, most, names, besides], place) => {
    const isValue = (text: string) =>
      names.includes(text) || (/^\d{1,4}$/.test(text) && +text >= least && +text <= most);
    const isPart = (text: string) => {
      const [range = "", step = "1", ...more] = text.split("/");
      return (
        more.length === 0 &&
        /^[1-9]\d*$/.test(step) &&
        (range === "*" || (range.split("-").length <= 2 && range.split("-").every(isValue)))
      );
    };
    const text = given[place] ?? "";
    return !besides.test(text) && !text.split(",").every(isPart);
  });
  if (wrong >= 0) return `the field ${FIELDS[wrong]?.[0]} cannot be ${shown(given[wrong])}`;
  if ((ofMonth === "?") === (ofWeek === "?")) return "one of day of month and day of week must be ?, and not both";
  return undefined;
};

/** When EventBridge Scheduler calls: minutes, hours, day of month, month, day of week, year. */
export const cron = v.pipe(
  v.string("must be a cron expression"),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? faultOf(dataset.value) : undefined;
    if (fault === undefined) return;
    addIssue({ message: `must be the six fields of cron such as 0 8 * * ? *, not ${shown(dataset.value)}: ${fault}` });
  }),
);

/** Names in their one spelling, as the CDK and this Node.js know them. Neither knows every old name. */
const KNOWN = new Map(
  ["UTC", ...Intl.supportedValuesOf("timeZone"), ...Object.values(TimeZone).map((zone) => zone.timezoneName)]
    .filter((name) => typeof name === "string")
    .map((name) => [name.toLowerCase(), name]),
);

/** AWS tells upper from lower case, Node.js does not. */
const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  return (KNOWN.get(name.toLowerCase()) ?? name) === name && /^[A-Z]/.test(name);
};

/** A name of the IANA database. */
export const timeZone = v.pipe(
  v.string("must be a time zone"),
  v.check(isTimeZone, ({ input }) => {
    const example = KNOWN.get(input.toLowerCase()) ?? "Europe/Vienna";
    return `must be a time zone such as ${example}, in this spelling, not ${shown(input)}`;
  }),
);
