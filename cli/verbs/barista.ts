import type { Command } from "commander";
import { addVerb } from "../options";
import type { CommandLine, SessionOptions } from "../session";
import { command, counted, spell } from "../wording";

/** `barista stop` and `barista start`: what an outage looks like, and its end. */
export const addBarista = ({ program, open }: CommandLine): void => {
  const barista = program.command("barista").description("send the barista home or call them back").helpCommand(false);
  addSwitch(addVerb(barista, "stop", "hand no orders to the barista; they wait in the queue"), open, false);
  addSwitch(addVerb(barista, "start", "hand orders to the barista again"), open, true);
};

const TIGHTLY_AWAY = "the exhibit's barista is away, and no order is taken there; call them back with";

const addSwitch = (verb: Command, open: CommandLine["open"], working: boolean): void => {
  verb
    .option("--tight", "the barista of the tightly coupled exhibit")
    .action(async (options: SessionOptions & { readonly tight?: boolean }) => {
      const { shop, terminal, show } = await open(options);
      if (options.tight) {
        const { switchTightBarista } = await import("../../operations/exhibit");
        const state = await switchTightBarista(shop, working);
        const away = `${TIGHTLY_AWAY}: ${command("barista start --tight")}`;
        return show({ state }, () => (working ? "the exhibit's barista is back" : away));
      }
      const { switchBarista } = await import("../../operations/barista");
      const { queueDepth } = await import("../../operations/queue-depths");
      const begun = Date.now();
      const state = await switchBarista(shop, working, terminal.signal);
      const { waiting } = await queueDepth(shop, "orders");
      const orders = `${counted(waiting, "order")} waiting`;
      show({ state, waiting }, () =>
        working
          ? `the barista is back after ${spell(Date.now() - begun)} (${orders})`
          : `the barista is away (${orders}); call them back with: ${command("barista start")}`,
      );
    });
};
