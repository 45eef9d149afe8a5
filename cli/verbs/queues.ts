import { Argument, Option } from "commander";
import { isDeadLetterQueue, QUEUE_NAMES, type QueueName, REDRIVABLE } from "../../operations/queues";
import { addVerb, wholeNumber } from "../options";
import { type CommandLine, type Session, type SessionOptions, UsageError } from "../session";
import { messageTable, numbers, table, words } from "../table";
import { isTyped } from "../terminal";
import { command, counted, paint, spell } from "../wording";

export const addQueues = ({ program, open }: CommandLine): void => {
  const afterHelp = "On AWS the counts are approximate, and the age of the oldest message is not known to SQS.";
  addVerb(program, "queues", "how many messages are in each queue", afterHelp).action(
    async (options: SessionOptions) => {
      const { shop, terminal, show } = await open(options);
      const { isEmpty, queueDepths } = await import("../../operations/queue-depths");
      const depths = await queueDepths(shop);
      const rows = depths.map((depth) => {
        const age = isEmpty(depth) ? null : depth.oldestAgeSeconds;
        const counts = [depth.waiting, depth.inHand, depth.delayed].map(String);
        return [depth.name, ...counts, age === null ? "–" : spell(age * 1_000)];
      });
      const headings = [...words("queue"), ...numbers("waiting", "in flight", "delayed", "oldest")];
      const colourOf = (place: number) => {
        const depth = depths[place - 1];
        if (depth === undefined) return "dim";
        return isDeadLetterQueue(depth.name) && depth.waiting + depth.inHand > 0 ? "bad" : undefined;
      };
      show(depths, () =>
        table(headings, rows, terminal.columns).map((line, place) => paint(terminal, colourOf(place), line)),
      );
    },
  );
};

interface PeekOptions extends SessionOptions {
  readonly dead?: boolean;
  readonly queue?: QueueName;
  readonly limit: number;
  readonly yes?: boolean;
}

const AFTER_PEEK = `
Contact details are never shown. The local engine shows messages without a trace. On AWS a look is a receive: it is
harmless in the dead-letter queue, but in the orders queue it uses up one of each order's attempts, so it needs --yes.`;

const COUNTS_AS_RECEIVE =
  "on AWS a look into the orders queue is a receive: it uses up one of each order's attempts (say --yes, or use --dead)";

export const addPeek = ({ program, open }: CommandLine): void => {
  addVerb(program, "peek", "look at waiting orders without taking them", AFTER_PEEK)
    .addOption(new Option("--dead", "look into the dead-letter queue of orders").conflicts("queue"))
    .addOption(new Option("--queue <name>", "look into another dead-letter queue").choices(REDRIVABLE))
    .option("--limit <count>", "show at most so many", wholeNumber(1, 1_000), 20)
    .option("--yes", "look into the orders queue on AWS although it counts as a receive")
    .action(async (options: PeekOptions) => {
      const { dead, limit, target, yes } = options;
      const { queue = dead ? "ordersDeadLetter" : "orders" } = options;
      if (target === "aws" && queue === "orders" && !yes) throw new UsageError(COUNTS_AS_RECEIVE);
      const { shop, terminal, json, show } = await open(options);
      const { peekQueue } = await import("../../operations/peek-queue");
      const messages = await peekQueue(shop, queue, limit);
      show(messages, () => (messages.length === 0 ? `nothing in ${queue}` : messageTable(messages, terminal.columns)));
      if (messages.length === limit && !json) {
        terminal.note(
          `there may be more: ${command(`peek${queue === "orders" ? "" : ` --queue ${queue}`} --limit 1000`)}`,
        );
      }
    });
};

const AFTER_PURGE = `
Without --yes you are asked to type the queue's name; exit code 1 when you do not. Nothing brings the messages back: to give orders another try, redrive
them. SQS purges a queue once a minute at most, and takes up to a minute to do it; what is sent meanwhile may go too.`;

export const addPurge = ({ program, open, exitWith }: CommandLine): void => {
  addVerb(program, "purge", "delete every message of a queue for good", AFTER_PURGE)
    .addArgument(new Argument("<queue>", "which one").choices(QUEUE_NAMES))
    .option("--yes", "do it")
    .action(async (queue: QueueName, options: SessionOptions & { readonly yes?: boolean }) => {
      const session = await open(options);
      if (!options.yes && !(await isConfirmed(session, queue))) {
        exitWith(1);
        return session.show({ queue, purged: 0, dryRun: true }, () => []);
      }
      const { purgeQueue } = await import("../../operations/purge-queue");
      const purged = await purgeQueue(session.shop, queue);
      session.show({ queue, purged }, () => `purged  ${queue} (${counted(purged, "message")})`);
    });
};

const isConfirmed = async ({ shop, terminal }: Session, queue: QueueName): Promise<boolean> => {
  const { countMessages, totalOf } = await import("../../operations/queue-depths");
  const what = `delete ${counted(totalOf(await countMessages(shop, queue)), "message")} of ${queue} for good`;
  return isTyped(terminal, queue, what);
};
