import { InvalidArgumentError, Option } from "commander";
import { REDRIVABLE, type Redrivable, redrivable } from "../../operations/queues";
import type { Choice } from "../../operations/redrive";
import type { RedriveRoute } from "../../operations/redrive-message";
import type { RedriveResult } from "../../operations/redrive-task";
import { explainError } from "../../operations/shop-error";
import { addVerb, wholeNumber } from "../options";
import { redriveBar } from "../progress-bars";
import { type CommandLine, type Session, type SessionOptions, UsageError } from "../session";
import { messageTable } from "../table";
import { isTyped } from "../terminal";
import { command, counted } from "../wording";

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
Exit code 1 when you type something else: nothing was moved, and what follows should not take it for done.
It may be broken off at any time and repeated: nothing is lost, and an order that moved twice is made once. Messages that
die again meanwhile are left where they are. On AWS, without --match, --possible and --drop, SQS moves them by itself, at --rate.
A notice goes to the notifier, which sends none twice; what is no notice is left.`;

const PEEK = "peek --queue notifierDeadLetter";

const queueName = (text: string): Redrivable => {
  try {
    return redrivable(text);
  } catch (error) {
    throw new InvalidArgumentError(`${explainError(error)}.`);
  }
};

export const addRedrive = ({ program, open, exitWith }: CommandLine): void => {
  addVerb(program, "redrive", "send dead letters again to where they came from", AFTER_HELP)
    .option("--queue <name>", `one of ${REDRIVABLE.join(", ")}`, queueName, "ordersDeadLetter")
    .option("--match <text>", "only those with this text in their order id, drink or reason")
    .option("--possible", "only those that can be made: the others would only come back")
    .option("--drop", "delete them instead; needs --match or --all")
    .addOption(new Option("--all", "with --drop: every message").conflicts("match"))
    .option("--yes", "do it")
    .option("--rate <count>", "move at most so many a second", wholeNumber(1, MOST_PER_SECOND))
    .action(async (options: RedriveOptions) => {
      checkCombination(options);
      const session = await open(options);
      const { shop, terminal, show } = session;
      const { queue, match, possible, drop, rate: perSecond, yes } = options;
      const { redriveRoute } = await import("../../operations/redrive-message");
      const { choiceBy, performRedrive, withAChance } = await import("../../operations/redrive");
      const route = await redriveRoute(shop, queue);
      const able = possible || (queue === "notifierDeadLetter" && !drop);
      const isChosen = able ? withAChance(choiceBy(match)) : choiceBy(match);
      if (!yes && !(await isConfirmed(session, options, isChosen, exitWith))) return;
      const { queueDepth } = await import("../../operations/queue-depths");
      const { waiting: before } = await queueDepth(shop, queue);
      terminal.needTime(TIME_TO_PUT_BACK_MS);
      const bar = redriveBar(terminal.screen, before);
      const { result, problem } = await performRedrive(shop, route, {
        action: drop ? "drop" : "move",
        isChosen: match === undefined && !able && !drop ? undefined : isChosen,
        perSecond,
        signal: terminal.signal,
        onProgress: bar.update,
      }).finally(bar.stop);
      show(result, () => Object.entries(result).map(([what, count]) => `${what.padEnd(10)}${count}`));
      if (problem !== undefined) terminal.note(`not all went well: ${explainError(problem, shop.target)}`);
      if (able && !possible && result.kept > 0)
        terminal.note(`kept: not chosen, or no notice that can be sent (${command(PEEK)})`);
      if (result.failed > 0 || problem !== undefined) exitWith(1);
      const { inHand: inFlight } = await queueDepth(shop, queue);
      const rest = terminal.signal.aborted ? undefined : await restOf(route, result, { before, inFlight });
      if (rest !== undefined) terminal.note(rest);
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
  { shop, terminal, json, show }: Session,
  { queue, drop }: RedriveOptions,
  isChosen: Choice,
  exitWith: CommandLine["exitWith"],
): Promise<boolean> => {
  const { peekQueue } = await import("../../operations/peek-queue");
  const { planRedrive } = await import("../../operations/redrive");
  const { found, chosen, more } = await planRedrive(shop, queue, isChosen, peekQueue);
  const messages = counted(chosen.length, "message");
  show({ found, moved: 0, dropped: 0, kept: found, failed: 0, dryRun: true, chosen }, () => {
    if (found === 0) return `nothing in ${queue}`;
    if (chosen.length === 0) return `none of ${counted(found, "message")} in ${queue} matches`;
    return messageTable(chosen, terminal.columns);
  });
  if (json || chosen.length === 0) return false;
  if (more) terminal.note(`there may be more: only ${found} were looked at`);
  const what = drop ? `delete ${messages} for good` : `move ${messages} back`;
  const typed = await isTyped(terminal, queue, what, { say: terminal.print });
  if (!typed && terminal.askLine !== undefined) exitWith(1);
  return typed;
};

/**
 * What is to be said of messages that a redrive could not see, if there are any: a redrive that was killed has them in flight
 * for a moment, or they are in a FIFO queue behind others that stay; `before` it began so many waited.
 */
const restOf = async (
  { queue, deadLetterQueueUrl }: RedriveRoute,
  { found, kept, failed }: RedriveResult,
  { before, inFlight }: { readonly before: number; readonly inFlight: number },
): Promise<string | undefined> => {
  if (inFlight > 0) {
    const { HIDDEN_SECONDS } = await import("../../operations/peek-queue");
    const besides = found === 0 ? "" : " besides";
    return `${counted(inFlight, "message")} of ${queue} in flight${besides}: after ${HIDDEN_SECONDS} s repeat ${command("redrive")}`;
  }
  const { isFifo } = await import("../../lambda/messaging/aws-clients");
  return isFifo(deadLetterQueueUrl) && before > found && kept + failed > 0
    ? `only ${found} of ${counted(before, "message")} in ${queue} could be seen: the others are behind messages of their location that stay`
    : undefined;
};
