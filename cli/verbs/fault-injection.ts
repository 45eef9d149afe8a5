import { addVerb, wholeNumber } from "../options";
import { type CommandLine, type SessionOptions, UsageError } from "../session";
import { oneLine } from "../table";
import { command } from "../wording";

/** `bad-order`, `twice` and `walk-off`: faults that other programs inject into the queue, and what the shop makes of them. */
export const addFaultInjection = (commandLine: CommandLine): void => {
  addBadOrder(commandLine);
  addTwice(commandLine);
  addWalkOff(commandLine);
};

const addBadOrder = ({ program, open }: CommandLine): void => {
  addVerb(
    program,
    "bad-order",
    "order what can never be made, at the counter and past it",
    "The cashier refuses it. The queue takes it, and the barista moves it to the dead-letter queue with the reason.",
  ).action(async (options: SessionOptions) => {
    const { shop, terminal, show } = await open(options);
    const { placeBadOrder } = await import("../../operations/fault-injection");
    const placed = await placeBadOrder(shop, terminal.signal);
    const { cashier, queued } = placed;
    const why = cashier.faults.map(({ path, message }) => `${path}: ${message}`).join("; ");
    show(placed, () => [
      `refused  by the cashier (${cashier.status}) ${oneLine(why)}`.trimEnd(),
      `queued   ${queued.orderId}; see ${command("peek --dead")}`,
    ]);
  });
};

const addTwice = ({ program, open }: CommandLine): void => {
  addVerb(
    program,
    "twice",
    "send one order in two messages, as a program does whose first answer was lost",
    "The order idempotency store knows the copy by its order id: the drink is made and shown once.",
  ).action(async (options: SessionOptions) => {
    const { shop, show } = await open(options);
    const { placeTwice } = await import("../../operations/fault-injection");
    const placed = await placeTwice(shop);
    show(placed, () => `queued  ${placed.orderId} in ${placed.messageIds.length} messages`);
  });
};

const addWalkOff = ({ program, open }: CommandLine): void => {
  addVerb(
    program,
    "walk-off",
    "receive a waiting order and never finish it (local shop)",
    "Its visibility timeout brings it back; one of its five attempts is used up.",
  )
    .option("--seconds <count>", "how long it is out of sight", wholeNumber(1, 60), 10)
    .action(async (options: SessionOptions & { readonly seconds: number }) => {
      if (options.target === "aws") throw new UsageError("real orders are not taken away (leave out --target aws)");
      const { shop, show } = await open(options);
      const { abandonOrder } = await import("../../operations/fault-injection");
      const taken = await abandonOrder(shop, options.seconds);
      show(taken, () => `in flight  ${taken.orderId ?? oneLine(taken.messageId)}, back in ${options.seconds} s`);
    });
};
