import { InvalidArgumentError, Option } from "commander";
import { type Redrivable, redrivable } from "../../operations/queues";
import type { Choice } from "../../operations/redrive";
import type { RedriveRoute } from "../../operations/redrive-message";
import type { RedriveOutcome } from "../../operations/redrive-task";
import { explainError } from "../../operations/shop-error";
import { wholeNumber, withTarget } from "../options";
import { redriveBar } from "../progress-bars";
import { type CommandLine, type Session, type SessionOptions, UsageError } from "../session";
import { messageTable } from "../table";
import { isTyped } from "../terminal";
import { counted } from "../wording";

interface RedriveOptions extends SessionOptions {
  readonly queue: Redrivable;
  readonly match?: string;
  readonly possible?: boolean;
  readonly drop?: boolean;
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly rate?: number;
}

/** What StartMessageMoveTask takes. */
const MOST_PER_SECOND = 500;

/** After Ctrl-C: what is in flight is put back, or the task of SQS is cancelled. */
const TIME_TO_PUT_BACK_MS = 20_000;

const AFTER_HELP = `
Without --yes it shows what would happen and why each message died; at a terminal you may then type the queue's name.
It may be broken off at any time and repeated: nothing is lost, and an order that moved twice is made once. Messages that
die again meanwhile are left where they are. On AWS, without --match, --possible and --drop, SQS moves them by itself, at --rate.`;

const queueName = (text: string): Redrivable => {
  try {
    return redrivable(text);
  } catch (error) {
    throw new InvalidArgumentError(`${explainError(error)}.`);
  }
};

/** `redrive`: dead letters back to the queue they came from, or away for good. */
export const addRedrive = ({ program, open, exitWith }: CommandLine): void => {
  withTarget(program.command("redrive"))
    .description("move dead letters back to the queue they came from")
    .addOption(
      new Option("--queue <name>", "ordersDeadLetter or pickupBoardDeadLetter")
        .argParser(queueName)
        .default("ordersDeadLetter"),
    )
    .option("--match <text>", "only those with this text in their order id, drink or reason")
    .option("--possible", "only those that can be made: the others would only come back")
    .option("--drop", "delete them instead; needs --match or --all")
    .addOption(new Option("--all", "with --drop: every message").conflicts("match"))
    .option("--yes", "do it")
    .option("--rate <count>", "move at most so many a second", wholeNumber(1, MOST_PER_SECOND))
    .addHelpText("after", AFTER_HELP)
    .action(async (options: RedriveOptions) => {
      checkCombination(options);
      const session = await open(options);
      const { redriveRoute } = await import("../../operations/redrive-message");
      const { choiceBy, withAChance } = await import("../../operations/redrive");
      const route = await redriveRoute(session.shop, options.queue);
      const isChosen = options.possible ? withAChance(choiceBy(options.match)) : choiceBy(options.match);
      if (!options.yes && !(await isConfirmed(session, options, isChosen))) return;
      const { queueDepth } = await import("../../operations/queue-depths");
      const { waiting } = await queueDepth(session.shop, options.queue);
      const { result, problem } = await perform(session, options, { route, isChosen, waiting });
      if (session.json) session.printJson(result);
      else for (const [what, count] of Object.entries(result)) session.terminal.print(`${what.padEnd(10)}${count}`);
      if (problem !== undefined) session.terminal.note(`not all went well: ${explainError(problem)}`);
      if (result.failed > 0 || problem !== undefined) exitWith(1);
      const { restOf } = await import("../redrive-rest");
      const { inHand: inFlight } = await queueDepth(session.shop, options.queue);
      const rest = session.terminal.signal.aborted ? undefined : restOf(route, result, { before: waiting, inFlight });
      if (rest !== undefined) session.terminal.note(rest);
    });
};

const checkCombination = ({ match, possible, drop, all, rate }: RedriveOptions): void => {
  if (drop && possible) throw new UsageError("--possible is for moving: leave it out with --drop");
  if (match?.trim() === "") throw new UsageError("--match needs a text: an empty one is in every message");
  if (drop && match === undefined && !all) {
    throw new UsageError("--drop deletes for good: say which with --match, or --all");
  }
  if (all && !drop) throw new UsageError("--all belongs to --drop: without it every message is moved anyway");
  if (drop && rate !== undefined) throw new UsageError("--rate is for moving: leave it out with --drop");
};

/** Shows what would happen; true when somebody at the terminal then says so. */
const isConfirmed = async (
  { shop, terminal, json, printJson }: Session,
  { queue, drop }: RedriveOptions,
  isChosen: Choice,
): Promise<boolean> => {
  const { peekQueue } = await import("../../operations/peek-queue");
  const { planRedrive } = await import("../../operations/redrive");
  const { found, chosen, more } = await planRedrive(shop, queue, isChosen, peekQueue);
  if (json) {
    printJson({ found, moved: 0, dropped: 0, kept: found, failed: 0, dryRun: true, chosen });
    return false;
  }
  if (found === 0) terminal.print(`nothing in ${queue}`);
  else if (chosen.length === 0) terminal.print(`none of ${counted(found, "message")} in ${queue} matches`);
  if (chosen.length === 0) return false;
  for (const line of messageTable(chosen, terminal.columns)) terminal.print(line);
  if (more) terminal.note(`there may be more: only ${found} were looked at`);
  const what = drop
    ? `delete ${counted(chosen.length, "message")} for good`
    : `move ${counted(chosen.length, "message")} back`;
  return isTyped(terminal, queue, what, { say: terminal.print });
};

const perform = async (
  { shop, terminal }: Session,
  { match, possible, drop, rate: perSecond }: RedriveOptions,
  { route, isChosen, waiting }: { route: RedriveRoute; isChosen: Choice; waiting: number },
): Promise<RedriveOutcome> => {
  terminal.needTime(TIME_TO_PUT_BACK_MS);
  const bar = redriveBar(terminal.screen, waiting);
  const job = { perSecond, signal: terminal.signal, onProgress: bar.update };
  const { performRedrive } = await import("../../operations/redrive");
  try {
    const choice = match === undefined && !possible && !drop ? undefined : isChosen;
    return await performRedrive(shop, route, { ...job, action: drop ? "drop" : "move", isChosen: choice });
  } finally {
    bar.stop();
  }
};
