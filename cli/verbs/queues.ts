import { withTarget } from "../options";
import type { CommandLine, SessionOptions } from "../session";
import { table } from "../table";
import { paint, spell } from "../wording";

/** `queues`: how much is in every queue. */
export const addQueues = ({ program, open }: CommandLine): void => {
  withTarget(program.command("queues"))
    .description("how many messages are in each queue")
    .addHelpText("after", "\nOn AWS the counts are approximate, and the age of the oldest message is not known to SQS.")
    .action(async (options: SessionOptions) => {
      const { shop, terminal, json, printJson } = await open(options);
      const { queueDepths } = await import("../../operations/queue-depths");
      const { isDeadLetterQueue } = await import("../../operations/queues");
      const depths = await queueDepths(shop);
      if (json) return printJson(depths);
      const rows = depths.map(({ name, waiting, inHand, delayed, oldestAgeSeconds }) => [
        name,
        `${waiting}`,
        `${inHand}`,
        `${delayed}`,
        oldestAgeSeconds === null || waiting + inHand + delayed === 0 ? "–" : spell(oldestAgeSeconds * 1_000),
      ]);
      const [heading = "", ...lines] = table(
        [
          { heading: "queue" },
          { heading: "waiting", numeric: true },
          { heading: "in flight", numeric: true },
          { heading: "delayed", numeric: true },
          { heading: "oldest", numeric: true },
        ],
        rows,
        terminal.columns,
      );
      terminal.print(paint(terminal, "dim", heading));
      depths.forEach(({ name, waiting, inHand }, place) => {
        const alarming = isDeadLetterQueue(name) && waiting + inHand > 0;
        terminal.print(alarming ? paint(terminal, "bad", lines[place] ?? "") : (lines[place] ?? ""));
      });
    });
};
