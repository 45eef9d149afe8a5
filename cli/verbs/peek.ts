import type { QueueName } from "../../operations/queues";
import { wholeNumber, withTarget } from "../options";
import { type CommandLine, type SessionOptions, UsageError } from "../session";
import { messageTable } from "../table";
import { command } from "../wording";

interface PeekOptions extends SessionOptions {
  readonly dead?: boolean;
  readonly limit: number;
  readonly yes?: boolean;
}

const AFTER_HELP = `
Contact details are never shown. The local engine shows messages without a trace. On AWS a look is a receive: it is
harmless in the dead-letter queue, but in the orders queue it uses up one of each order's attempts, so it needs --yes.`;

/** `peek`: what is in the orders queue or its dead-letter queue. */
export const addPeek = ({ program, open }: CommandLine): void => {
  withTarget(program.command("peek"))
    .description("look at waiting orders without taking them")
    .option("--dead", "look into the dead-letter queue")
    .option("--limit <count>", "show at most so many", wholeNumber(1, 1_000), 20)
    .option("--yes", "look into the orders queue on AWS although it counts as a receive")
    .addHelpText("after", AFTER_HELP)
    .action(async (options: PeekOptions) => {
      const queue: QueueName = options.dead ? "ordersDeadLetter" : "orders";
      if (options.target === "aws" && queue === "orders" && !options.yes) {
        throw new UsageError(
          "on AWS a look into the orders queue is a receive: it uses up one of each order's attempts (say --yes, or use --dead)",
        );
      }
      const { shop, terminal, json, printJson } = await open(options);
      const { peekQueue } = await import("../../operations/peek-queue");
      const messages = await peekQueue(shop, queue, options.limit);
      if (json) return printJson(messages);
      if (messages.length === 0) return terminal.print(`nothing in ${queue}`);
      for (const line of messageTable(messages, terminal.columns)) terminal.print(line);
      if (messages.length === options.limit)
        terminal.note(`there may be more: ${command(`peek${options.dead ? " --dead" : ""} --limit 1000`)}`);
    });
};
