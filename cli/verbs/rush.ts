import { Argument } from "commander";
import { type RushSummary, stillWaiting } from "../../operations/rush-summary";
import { addVerb, type WaitingOptions, wholeNumber, withWaiting } from "../options";
import { rushBar } from "../progress-bars";
import type { CommandLine, SessionOptions } from "../session";
import { announcedAgainWords, counted, spell } from "../wording";
import { followingBarista } from "./following";

const MOST_ORDERS = 20_000;

const AFTER_HELP = `
What is accepted but neither ready, dead-lettered, lost nor unseen still waits in the queue. Times run from the request to
the drink; on AWS they are up to half a second too long, and what the pickup board shows cannot be seen ("double" is null),
nor what is in a FIFO dead-letter queue behind ten of its location ("unseen").`;

export const addRush = ({ program, open, exitWith }: CommandLine): void => {
  const verb = addVerb(program, "rush", "place many orders at once and wait until all are ready", AFTER_HELP);
  withWaiting(verb, 30, "stop waiting when nothing has changed for so long")
    .addArgument(new Argument("<orders>", `how many, at most ${MOST_ORDERS}`).argParser(wholeNumber(1, MOST_ORDERS)))
    .action(async (orders: number, options: SessionOptions & WaitingOptions) => {
      const session = await open(options);
      const { shop, terminal, show } = session;
      const { wait } = options;
      const { outcomeOf } = await import("../../operations/order-outcome");
      const { rush } = await import("../../operations/rush");
      const bar = rushBar(terminal.screen, orders, wait);
      const following = followingBarista({ ...session, terminal: { ...terminal, note: bar.note(terminal.note) } });
      const { summary, announcedAgain, refusals, problem } = await rush(shop, outcomeOf(shop), {
        orders,
        patienceMs: wait ? options.timeout * 1_000 : null,
        signal: terminal.signal,
        onProgress: bar.update,
        onQuiet: following.onQuiet,
      }).finally(bar.stop);
      show(summary, () => account(summary, wait));
      if (announcedAgain > 0) terminal.note(announcedAgainWords(announcedAgain));
      for (const [why, count] of refusals) terminal.note(`${counted(count, "order")} refused: ${why}`);
      if (terminal.signal.aborted) return;
      if (wait && (stillWaiting(summary) > 0 || problem !== undefined)) await following.explain(problem);
      exitWith(isDone(summary, orders, wait) ? 0 : 1);
    });
};

/** Without waiting a rush is done when all is accepted; otherwise each order must have been ready, and shown once. */
const isDone = ({ accepted, ready, double }: RushSummary, orders: number, waited: boolean): boolean =>
  accepted === orders && (!waited || (ready === orders && !double));

const account = (summary: RushSummary, waited: boolean): string[] => {
  const { accepted, refused, ready, deadLettered, lost, unseen, double, p50Ms, p95Ms } = summary;
  const time = (milliseconds: number | null) => (milliseconds === null ? "–" : spell(milliseconds));
  const waiting = stillWaiting(summary);
  const facts = {
    accepted,
    refused,
    ...(waited && {
      ready,
      "dead-lettered": deadLettered,
      lost,
      ...(unseen > 0 && { "not seen": unseen }),
      ...(waiting > 0 && { waiting }),
      "shown twice": double ?? "–",
      p50: time(p50Ms),
      p95: time(p95Ms),
    }),
  };
  return Object.entries(facts).map(([what, value]) => `${what.padEnd(14)}${value}`);
};
