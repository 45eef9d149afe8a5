import { wholeNumber, withTarget } from "../options";
import { type CommandLine, type SessionOptions, UsageError } from "../session";
import { oneLine } from "../table";
import { command } from "../wording";

/** `bad-order`, `twice` and `walk-off`: faults that other programs inject into the queue, and what the shop makes of them. */
export const addFaultInjection = (commandLine: CommandLine): void => {
  addBadOrder(commandLine);
  addTwice(commandLine);
  addWalkOff(commandLine);
};

const addBadOrder = ({ program, terminal, open }: CommandLine): void => {
  withTarget(program.command("bad-order"))
    .description("order what can never be made, at the counter and past it")
    .addHelpText(
      "after",
      "\nThe cashier refuses it. The queue takes it, and the barista moves it to the dead-letter queue with the reason.",
    )
    .action(async (options: SessionOptions) => {
      const { shop, json, printJson } = await open(options);
      const { placeBadOrder } = await import("../../operations/fault-injection");
      const placed = await placeBadOrder(shop, terminal.signal);
      if (json) return printJson(placed);
      const { cashier, queued } = placed;
      const why = cashier.faults.map(({ path, message }) => `${path}: ${message}`).join("; ");
      terminal.print(`refused  by the cashier (${cashier.status}) ${oneLine(why)}`.trimEnd());
      terminal.print(`queued   ${queued.orderId}; see ${command("peek --dead")}`);
    });
};

const addTwice = ({ program, open }: CommandLine): void => {
  withTarget(program.command("twice"))
    .description("send one order in two messages, as a program does whose first answer was lost")
    .addHelpText(
      "after",
      "\nThe order idempotency store knows the copy by its order id: the drink is made and shown once.",
    )
    .action(async (options: SessionOptions) => {
      const { shop, terminal, json, printJson } = await open(options);
      const { placeTwice } = await import("../../operations/fault-injection");
      const placed = await placeTwice(shop);
      if (json) return printJson(placed);
      terminal.print(`queued  ${placed.orderId} in ${placed.messageIds.length} messages`);
    });
};

const addWalkOff = ({ program, open }: CommandLine): void => {
  withTarget(program.command("walk-off"))
    .description("receive a waiting order and never finish it (local shop)")
    .option("--seconds <count>", "how long it is out of sight", wholeNumber(1, 60), 10)
    .addHelpText("after", "\nIts visibility timeout brings it back; one of its five attempts is used up.")
    .action(async (options: SessionOptions & { readonly seconds: number }) => {
      if (options.target === "aws") throw new UsageError("real orders are not taken away (leave out --target aws)");
      const { shop, terminal, json, printJson } = await open(options);
      const { abandonOrder } = await import("../../operations/fault-injection");
      const taken = await abandonOrder(shop, options.seconds);
      if (json) return printJson(taken);
      terminal.print(`in flight  ${taken.orderId ?? oneLine(taken.messageId)}, back in ${options.seconds} s`);
    });
};
