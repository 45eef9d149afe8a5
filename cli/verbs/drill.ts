import { Option } from "commander";
import type { DrillResult } from "../../operations/drill/drill";
import type { DrillMode } from "../../operations/drill/drill-mode";
import { drawDrill, expectWritable } from "../drill-picture";
import { addVerb, wholeNumber } from "../options";
import { drillBar } from "../progress-bars";
import type { CommandLine, Session, SessionOptions } from "../session";
import { isTyped } from "../terminal";
import { spell } from "../wording";

interface DrillOptions extends SessionOptions {
  readonly orders: number;
  readonly rate: number;
  readonly away: number;
  readonly timeout?: number;
  readonly patience?: number;
  readonly tight?: boolean;
  readonly svg?: string;
  readonly yes?: boolean;
}

/** An order in flight to a function that died comes back after a minute; AWS adds some for its event source. */
const PATIENCE_SECONDS = { local: 90, aws: 180 };

/**
 * With --tight, a customer who is turned away gives up after so long, at both counters alike: six attempts would outlast a
 * short outage, and a drill shows a long one in fast motion.
 */
const TIGHT_PATIENCE_SECONDS = 5;

/** What the barista's return may take after Ctrl-C: five attempts of three minutes never all run out. */
const RETURN_MS = 300_000;

const AFTER_HELP = `
After a third of the time the barista goes away, and always comes back, also when you press Ctrl-C. Exit code 1 when an
order was lost, made without having been placed, shown twice, not at its end or not taken, or nobody agreed. On AWS the event
source takes up to a minute to change, so take more orders there (--orders 1200), and the pickup board cannot be seen
("phantom" and "double" are null).

--tight does the same again at the tightly coupled exhibit, where the cashier calls the barista and waits, and compares.
Dropped: turned away until the customer gave up. Blocked: served, but turned away at least once before. With --json it
prints {"loose": {…}, "tight": {…}}. What the exhibit drops does not count for the exit code.`;

export const addDrill = ({ program, open, exitWith }: CommandLine): void => {
  const about = "send the barista away in the middle of business and account for every order";
  addVerb(program, "drill", about, AFTER_HELP)
    .option("--orders <count>", "how many", wholeNumber(6, 5_000), 150)
    .option("--rate <count>", "orders per second", wholeNumber(1, 50), 5)
    .option("--away <seconds>", "how long the barista stays away", wholeNumber(1, 3_600), 10)
    .option(
      "--timeout <seconds>",
      `stop waiting when nothing has changed for so long after the return (default: ${PATIENCE_SECONDS.local}, on AWS ${PATIENCE_SECONDS.aws})`,
      wholeNumber(1, 3_600),
    )
    .option("--tight", "compare with the tightly coupled exhibit")
    .option(
      "--patience <seconds>",
      `how long a customer who is turned away asks again (default: six times, with --tight ${TIGHT_PATIENCE_SECONDS} s)`,
      wholeNumber(0, 3_600),
    )
    .addOption(new Option("--svg [file]", "draw the depth of the orders queue over time").preset("drill.svg"))
    .option("--yes", "on AWS: do not ask first")
    .action(async (options: DrillOptions) => {
      const session = await open(options);
      const { shop, terminal, show } = session;
      if (options.svg !== undefined) await expectWritable(options.svg);
      const { shopMode } = await import("../../operations/drill/drill-mode");
      const { exhibitMode } = await import("../../operations/exhibit");
      const { expectBaristaAtWork } = await import("../../operations/drill/outage");
      const shopDrill = shopMode(shop);
      const exhibit = options.tight ? exhibitMode(shop) : undefined;
      await expectBaristaAtWork(shopDrill.barista);
      if (exhibit) await expectBaristaAtWork(exhibit.barista);
      if (!(await isAgreed(session, options))) {
        exitWith(1);
        return show({ attempted: 0, dryRun: true }, () => []);
      }
      terminal.needTime(RETURN_MS);
      const loose = await drillOn(shopDrill, session, options);
      if (options.svg !== undefined) await drawDrill(options.svg, options, loose);
      const tight = exhibit && !terminal.signal.aborted ? await drillOn(exhibit, session, options, TIGHT) : undefined;
      const { drillJson, drillLines, drillNotes } = await import("../drill-report");
      const json = drillJson(loose, options.tight ? (tight ?? null) : undefined);
      show(json, () => drillLines(loose, tight, terminal));
      for (const line of [...drillNotes(loose), ...(tight ? drillNotes(tight, TIGHT) : [])]) terminal.note(line);
      const { isKept } = await import("../../operations/accounting");
      exitWith(isKept(loose.account) && loose.account.acknowledged === options.orders ? 0 : 1);
    });
};

const TIGHT = "tightly coupled: ";

const drillOn = async (
  mode: DrillMode,
  { shop, terminal }: Session,
  { orders, rate, away, timeout, patience, tight }: DrillOptions,
  title = "",
): Promise<DrillResult> => {
  const { drill } = await import("../../operations/drill/drill");
  const bar = drillBar(terminal.screen, orders, terminal.note);
  const breakingOff = () => bar.phase(`${title}breaking off; the barista comes back first`);
  terminal.signal.addEventListener("abort", breakingOff);
  const customerPatience = patience ?? (tight ? TIGHT_PATIENCE_SECONDS : undefined);
  return drill(mode, {
    orders,
    ratePerSecond: rate,
    awayMs: away * 1_000,
    patienceMs: (timeout ?? PATIENCE_SECONDS[shop.target]) * 1_000,
    ...(customerPatience !== undefined && { customerPatienceMs: customerPatience * 1_000 }),
    signal: terminal.signal,
    onProgress: bar.update,
    onPhase: (phase, atMs) => bar.phase(`${title}${spell(atMs)}: ${PHASES[phase]}`),
  }).finally(() => {
    terminal.signal.removeEventListener("abort", breakingOff);
    bar.stop();
  });
};

const PHASES = {
  before: "open for business",
  leaving: "the barista is leaving",
  away: "the barista is away",
  returning: "the barista is coming back",
  back: "the barista is back",
} as const;

const isAgreed = async ({ shop, terminal }: Session, { orders, tight, yes }: DrillOptions): Promise<boolean> => {
  if (shop.target === "local" || yes) return true;
  const what = `place ${orders} real orders${tight ? " at each of two cashiers" : ""} and hand none to the barista for a while`;
  return isTyped(terminal, "orders", what, { where: ` (${shop.title})` });
};
