import { Argument } from "commander";
import { type RushSummary, stillWaiting } from "../../operations/rush-summary";
import { wholeNumber, withTarget, withWaiting } from "../options";
import { rushBar } from "../progress-bars";
import type { CommandLine, SessionOptions } from "../session";
import { counted, spell } from "../wording";
import { followingBarista } from "./following";

interface RushOptions extends SessionOptions {
  readonly wait: boolean;
  readonly timeout: number;
}

const MOST_ORDERS = 20_000;

const AFTER_HELP = `
What is accepted but neither ready, dead-lettered, lost nor unseen still waits in the queue. Times run from the request to
the drink; on AWS they are up to half a second too long, and what the pickup board shows cannot be seen ("double" is null),
nor what is in a FIFO dead-letter queue behind ten of its location ("unseen").`;

/** `rush`: many orders at once, each followed to its end. */
export const addRush = ({ program, open, exitWith }: CommandLine): void => {
  const verb = withTarget(program.command("rush"))
    .description("place many orders at once and wait until all are ready")
    .addArgument(new Argument("<orders>", `how many, at most ${MOST_ORDERS}`).argParser(wholeNumber(1, MOST_ORDERS)));
  withWaiting(verb, { seconds: 30, of: "stop waiting when nothing has changed for so long" })
    .addHelpText("after", AFTER_HELP)
    .action(async (orders: number, options: RushOptions) => {
      const session = await open(options);
      const { shop, terminal, json, printJson } = session;
      const { outcomeOf } = await import("../../operations/order-outcome");
      const { rush } = await import("../../operations/rush");
      const bar = rushBar(terminal.screen, orders, options.wait);
      const following = followingBarista({ ...session, terminal: { ...terminal, note: bar.note(terminal.note) } });
      const { summary, announcedAgain, refusals, problem } = await rush(shop, outcomeOf(shop), {
        orders,
        patienceMs: options.wait ? options.timeout * 1_000 : null,
        signal: terminal.signal,
        onProgress: bar.update,
        onQuiet: following.onQuiet,
      }).finally(bar.stop);
      if (json) printJson(summary satisfies RushSummary);
      else for (const line of account(summary, options.wait)) terminal.print(line);
      if (announcedAgain > 0) {
        terminal.note(`${counted(announcedAgain, "order")} announced more than once: delivery is at least once`);
      }
      for (const [why, count] of refusals) terminal.note(`${counted(count, "order")} refused: ${why}`);
      if (terminal.signal.aborted) return;
      const waiting = stillWaiting(summary);
      if (options.wait && (waiting > 0 || problem !== undefined)) await following.explain(problem);
      exitWith(isDone(summary, orders, options.wait) ? 0 : 1);
    });
};

/** Without waiting a rush is done when all is accepted; otherwise each order must have been ready, and shown once. */
const isDone = ({ accepted, ready, double }: RushSummary, orders: number, waited: boolean): boolean =>
  accepted === orders && (!waited || (ready === orders && !double));

const account = (summary: RushSummary, waited: boolean): string[] => {
  const { accepted, refused, ready, deadLettered, lost, unseen, double, p50Ms, p95Ms } = summary;
  const time = (milliseconds: number | null) => (milliseconds === null ? "–" : spell(milliseconds));
  const facts: [string, string][] = [
    ["accepted", `${accepted}`],
    ["refused", `${refused}`],
  ];
  if (waited) {
    const waiting = stillWaiting(summary);
    facts.push(["ready", `${ready}`], ["dead-lettered", `${deadLettered}`], ["lost", `${lost}`]);
    if (unseen > 0) facts.push(["not seen", `${unseen}`]);
    if (waiting > 0) facts.push(["waiting", `${waiting}`]);
    facts.push(["shown twice", double === null ? "–" : `${double}`], ["p50", time(p50Ms)], ["p95", time(p95Ms)]);
  }
  return facts.map(([what, value]) => `${what.padEnd(14)}${value}`);
};
