import { Command, CommanderError } from "commander";
import { openShop, type ShopChoice } from "../operations/shop";
import { explainError } from "../operations/shop-error";
import { type CommandLine, type ExitCode, sessionOpener, UsageError } from "./session";
import type { Terminal } from "./terminal";
import { addBarista } from "./verbs/barista";
import { addDoctor } from "./verbs/doctor";
import { addDrill } from "./verbs/drill";
import { addFaultInjection } from "./verbs/fault-injection";
import { addInbox } from "./verbs/inbox";
import { addSubscribe, addUnsubscribe } from "./verbs/membership";
import { addPublish, addSubscriptions } from "./verbs/newsletters";
import { addOrder } from "./verbs/order";
import { addPeek, addPurge, addQueues } from "./verbs/queues";
import { addRedrive } from "./verbs/redrive";
import { addRush } from "./verbs/rush";

/** In the order in which somebody who tries the shop out needs them. */
const VERBS: readonly ((commandLine: CommandLine) => void)[] = [
  addOrder,
  addRush,
  addQueues,
  addPeek,
  addRedrive,
  addPurge,
  addFaultInjection,
  addBarista,
  addDrill,
  addPublish,
  addInbox,
  addSubscriptions,
  addSubscribe,
  addUnsubscribe,
  addDoctor,
];

const AFTER_HELP = `
The shop is the one that npm start opened in this folder (SHOP_FOLDER names another state folder), or with --target aws
the one in your AWS account. Exit codes: 0 done, 1 failed, 2 wrong usage.`;

/** `--name --json` is a value forgotten, not a customer of that name. */
const refuseOptionAsValue = (verb: Command): void => {
  const flags = verb.options.flatMap(({ long }) => long ?? []);
  const [name, value] = Object.entries(verb.opts()).find(([, value]) => flags.includes(value)) ?? [];
  if (name !== undefined) verb.error(`error: option '--${name}' argument missing: ${value} is an option of its own`);
};

/** Runs the command line once, with what the operator typed after the name of the program. */
export const runShop = async (
  words: readonly string[],
  terminal: Terminal,
  open: typeof openShop = openShop,
): Promise<ExitCode> => {
  let exitCode: ExitCode = 0;
  const program = new Command("shop")
    .description("Operates the coffee shop.")
    .usage("<verb> [options]")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.replace(/\n$/, "")),
      writeErr: (text) => terminal.note(text.replace(/\n$/, "")),
    })
    .showHelpAfterError("(--help shows what is possible)")
    .helpCommand(false)
    .hook("preAction", (_, verb) => refuseOptionAsValue(verb))
    .addHelpText("after", AFTER_HELP);
  const exitWith = (code: ExitCode) => {
    exitCode = code;
  };
  let target: ShopChoice["target"] = "local";
  const openTarget: typeof openShop = (choice, environment) => {
    target = choice.target;
    return open(choice, environment);
  };
  for (const add of VERBS) add({ program, terminal, open: sessionOpener(terminal, openTarget), exitWith });
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (terminal.signal.aborted) return 130;
    terminal.note(error instanceof UsageError ? `error: ${error.message}` : explainError(error, target));
    return error instanceof UsageError ? 2 : 1;
  }
  return terminal.signal.aborted ? 130 : exitCode;
};
