import { Argument, Option } from "commander";
import { NEWSLETTERS, type Newsletter } from "../../lambda/messages/newsletter-issue";
import { parseJson } from "../../lambda/messaging/parse";
import type { Membership, Subscribed } from "../../operations/membership";
import { withMember } from "../options";
import { type CommandLine, type SessionOptions, UsageError } from "../session";
import { oneLine } from "../table";

interface SubscribeOptions extends SessionOptions {
  readonly protocol: Membership["protocol"];
  readonly endpoint: string;
  readonly audience?: string;
  readonly filter?: string;
  readonly filterScope?: string;
  readonly resend?: boolean;
}

const AFTER_HELP = `
Without --audience and --filter every issue comes. With --audience only those addressed to it come; --filter
'{"audience": ["students", {"exists": false}]}' takes those to everybody as well. What is said is all that counts: asked
again without a filter, the subscription loses the filter it had. SNS takes up to 15 minutes to heed a new filter.`;

/** `subscribe`: a newsletter to an address, through the membership function. */
export const addSubscribe = ({ program, terminal, open }: CommandLine): void => {
  withMember(program.command("subscribe"))
    .description("subscribe an address to a newsletter, or change which issues it gets")
    .addArgument(new Argument("<newsletter>", "which one").choices(NEWSLETTERS))
    .addOption(new Option("--audience <word>", "only issues addressed to it, such as students").conflicts("filter"))
    .option("--filter <json>", "an SNS filter policy")
    .addOption(new Option("--filter-scope <what>", "what the filter looks at").choices(["attributes", "body"]))
    .option("--resend", "ask for a confirmation that is awaited once more")
    .addHelpText("after", AFTER_HELP)
    .action(async (newsletter: Newsletter, options: SubscribeOptions) => {
      const { audience, filterScope, protocol, resend } = options;
      const filter = options.filter === undefined ? undefined : policyOf(options.filter);
      const { shop, json, printJson } = await open(options);
      const { subscribe } = await import("../../operations/membership");
      const form = {
        newsletter,
        protocol,
        endpoint: options.endpoint === "-" ? (await terminal.readInput()).trim() : options.endpoint,
        ...(audience !== undefined && { audience }),
        ...(filter !== undefined && { filter }),
        ...(filterScope !== undefined && { filterScope }),
        ...(resend && { resend }),
      };
      const answer = await subscribe(shop, form, terminal.signal);
      if (json) return printJson(answer);
      terminal.print(outcome(answer));
      if (answer.subscription.status === "pending") terminal.print(WAITING[resend ? "asked" : "waiting"]);
    });
};

const policyOf = (text: string): unknown => {
  const json = parseJson(text);
  if (!json.ok) throw new UsageError(`--filter must be JSON such as '{"audience": ["students"]}'`);
  return json.value;
};

const outcome = ({ subscription, changed }: Subscribed): string => {
  const { newsletter, protocol, status, filter } = subscription;
  const which = filter === undefined ? "" : filter === null ? ", every issue" : `, filter ${JSON.stringify(filter)}`;
  return `${changed ? "subscribed" : "unchanged"}  ${oneLine(`${newsletter} by ${protocol}: ${status}${which}`)}`;
};

const WAITING = {
  waiting: "nothing is sent before the owner of the address confirms; --resend asks once more",
  asked: "the owner of the address was asked once more",
} as const;
