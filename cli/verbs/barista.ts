import type { Command } from "commander";
import { withTarget } from "../options";
import type { CommandLine, SessionOptions } from "../session";
import { command, counted, spell } from "../wording";

interface BaristaOptions extends SessionOptions {
  readonly tight?: boolean;
}

/** `barista stop` and `barista start`: what an outage looks like, and its end. */
export const addBarista = (commandLine: CommandLine): void => {
  const barista = commandLine.program
    .command("barista")
    .description("send the barista home or call them back")
    .helpCommand(false);
  addSwitch(commandLine, barista.command("stop"), false);
  addSwitch(commandLine, barista.command("start"), true);
};

const TIGHTLY_AWAY = "the exhibit's barista is away, and no order is taken there; call them back with";

const addSwitch = ({ open }: CommandLine, verb: Command, working: boolean): void => {
  withTarget(verb)
    .description(working ? "hand orders to the barista again" : "hand no orders to the barista; they wait in the queue")
    .option("--tight", "the barista of the tightly coupled exhibit")
    .action(async (options: BaristaOptions) => {
      const { shop, terminal, json, printJson } = await open(options);
      if (options.tight) {
        const { switchTightBarista } = await import("../../operations/exhibit");
        const state = await switchTightBarista(shop, working);
        if (json) return printJson({ state });
        const back = command("barista start --tight");
        return terminal.print(working ? "the exhibit's barista is back" : `${TIGHTLY_AWAY}: ${back}`);
      }
      const { switchBarista } = await import("../../operations/barista");
      const { queueDepth } = await import("../../operations/queue-depths");
      const begun = Date.now();
      const state = await switchBarista(shop, working, terminal.signal);
      const { waiting } = await queueDepth(shop, "orders");
      if (json) return printJson({ state, waiting });
      const orders = `${counted(waiting, "order")} waiting`;
      terminal.print(
        working
          ? `the barista is back after ${spell(Date.now() - begun)} (${orders})`
          : `the barista is away (${orders}); call them back with: ${command("barista start")}`,
      );
    });
};
