import { Argument } from "commander";
import { QUEUE_NAMES, type QueueName } from "../../operations/queues";
import { withTarget } from "../options";
import type { CommandLine, Session, SessionOptions } from "../session";
import { isTyped } from "../terminal";
import { counted } from "../wording";

interface PurgeOptions extends SessionOptions {
  readonly yes?: boolean;
}

const AFTER_HELP = `
Without --yes you are asked to type the queue's name. Nothing brings the messages back: to give orders another try, redrive
them. SQS purges a queue once a minute at most, and takes up to a minute to do it; what is sent meanwhile may go too.`;

/** `purge`: everything in a queue, away for good. */
export const addPurge = ({ program, open, exitWith }: CommandLine): void => {
  withTarget(program.command("purge"))
    .description("delete every message of a queue for good")
    .addArgument(new Argument("<queue>", "which one").choices(QUEUE_NAMES))
    .option("--yes", "do it")
    .addHelpText("after", AFTER_HELP)
    .action(async (queue: QueueName, options: PurgeOptions) => {
      const session = await open(options);
      if (!options.yes && !(await isConfirmed(session, queue))) return exitWith(1);
      const { purgeQueue } = await import("../../operations/purge-queue");
      const purged = await purgeQueue(session.shop, queue);
      if (session.json) return session.printJson({ queue, purged });
      session.terminal.print(`purged  ${queue} (${counted(purged, "message")})`);
    });
};

const isConfirmed = async ({ shop, terminal }: Session, queue: QueueName): Promise<boolean> => {
  const { countMessages, totalOf } = await import("../../operations/queue-depths");
  const what = `delete ${counted(totalOf(await countMessages(shop, queue)), "message")} of ${queue} for good`;
  return isTyped(terminal, queue, what);
};
