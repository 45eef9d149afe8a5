import { Argument } from "commander";
import { NEWSLETTERS, type Newsletter } from "../../lambda/messages/newsletter-issue";
import type { Membership } from "../../operations/membership";
import { withMember } from "../options";
import type { CommandLine, SessionOptions } from "../session";

interface UnsubscribeOptions extends SessionOptions {
  readonly protocol: Membership["protocol"];
  readonly endpoint: string;
}

const AFTER_HELP = `
Ends what the settings declared as well: a deployment does not bring it back, so take it out of the settings too.
A subscription that is pending cannot be ended; SNS removes it after 48 hours, and until then nothing is sent.`;

/** `unsubscribe`: a newsletter from an address, through the membership function. */
export const addUnsubscribe = ({ program, terminal, open, exitWith }: CommandLine): void => {
  withMember(program.command("unsubscribe"))
    .description("end the subscription of an address, whoever made it")
    .addArgument(new Argument("<newsletter>", "which one").choices(NEWSLETTERS))
    .addHelpText("after", AFTER_HELP)
    .action(async (newsletter: Newsletter, options: UnsubscribeOptions) => {
      const { shop, json, printJson } = await open(options);
      const { unsubscribe } = await import("../../operations/membership");
      const { protocol } = options;
      const endpoint = options.endpoint === "-" ? (await terminal.readInput()).trim() : options.endpoint;
      const answer = await unsubscribe(shop, { newsletter, protocol, endpoint }, terminal.signal);
      const pending = answer.status === "pending";
      if (pending) exitWith(1);
      if (json) return printJson(answer);
      if (pending)
        terminal.print("pending       cannot be ended before it is confirmed; SNS removes it after 48 hours");
      else terminal.print(`${answer.removed ? "unsubscribed" : "unchanged"}  ${newsletter} by ${protocol}`);
    });
};
