import type { Check } from "../../operations/doctor-checks";
import { addVerb } from "../options";
import { asJson, type CommandLine, type SessionOptions, UsageError } from "../session";
import { oneLine } from "../table";
import type { Terminal } from "../terminal";
import { paint } from "../wording";

const AFTER_HELP = "Exit code 1 when something is amiss. On AWS it looks at the account's SMS settings as well.";

export const addDoctor = ({ program, terminal, open, exitWith }: CommandLine): void => {
  const about = "look whether everything is right, and say what to do where it is not";
  addVerb(program, "doctor", about, AFTER_HELP).action(async (options: SessionOptions) => {
    const checks = await checksOf(open, options);
    if (checks.some(({ ok }) => !ok)) exitWith(1);
    if (options.json) return terminal.print(asJson(checks));
    const width = Math.max(...checks.map(({ check }) => check.length));
    for (const line of checks.flatMap((check) => linesOf(check, width, terminal))) terminal.print(line);
  });
};

const checksOf = async (open: CommandLine["open"], options: SessionOptions): Promise<readonly Check[]> => {
  const { examine, noWayIn } = await import("../../operations/doctor");
  try {
    const { shop } = await open(options);
    return await examine(shop);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return [noWayIn(error, options.target)];
  }
};

const linesOf = ({ check, ok, detail, remedy }: Check, width: number, terminal: Terminal): readonly string[] => {
  const mark = paint(terminal, ok ? "good" : "bad", ok ? "ok   " : "amiss");
  const first = `${mark}  ${check.padEnd(width)}  ${oneLine(detail)}`;
  return remedy === null ? [first] : [first, `${" ".repeat(width + 9)}${oneLine(remedy)}`];
};
