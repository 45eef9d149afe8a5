import { type Command, Option } from "commander";
import { PROTOCOLS } from "../../lambda/membership/contact";
import type { Newsletter } from "../../lambda/messages/newsletter-issue";
import { faultLine, parseJson } from "../../lambda/messaging/parse";
import type { Membership, MembershipForm, Subscribed } from "../../operations/membership";
import { addVerb, newsletterArgument } from "../options";
import { type CommandLine, type SessionOptions, UsageError } from "../session";
import { oneLine } from "../table";
import type { Terminal } from "../terminal";

type MemberOptions = SessionOptions & Pick<Membership, "protocol" | "endpoint">;

interface SubscribeOptions extends MemberOptions, Pick<MembershipForm, "audience" | "filterScope" | "resend"> {
  readonly filter?: string;
}

const AFTER_SUBSCRIBE = `
Without --audience and --filter every issue comes. With --audience only those addressed to it come; --filter
'{"audience": ["students", {"exists": false}]}' takes those to everybody as well. What is said is all that counts: asked
again without a filter, the subscription loses the filter it had. SNS takes up to 15 minutes to heed a new filter.`;

const AFTER_UNSUBSCRIBE = `
Ends what the settings declared as well: a deployment does not bring it back, so take it out of the settings too.
A subscription that is pending cannot be ended; SNS removes it after 48 hours, and until then nothing is sent.`;

/** Gives a verb what names a newsletter and an address of a customer. */
const withMember = (verb: Command): Command =>
  verb
    .addArgument(newsletterArgument())
    .addOption(new Option("--protocol <protocol>", "how it comes").choices(PROTOCOLS).makeOptionMandatory())
    .requiredOption(
      "--endpoint <address>",
      "where it comes to; - reads it from standard input, out of the shell's history",
    );

export const addSubscribe = ({ program, terminal, open }: CommandLine): void => {
  const about = "subscribe an address to a newsletter, or change which issues it gets";
  withMember(addVerb(program, "subscribe", about, AFTER_SUBSCRIBE))
    .addOption(new Option("--audience <word>", "only issues addressed to it, such as students").conflicts("filter"))
    .option("--filter <json>", "an SNS filter policy")
    .addOption(new Option("--filter-scope <what>", "what the filter looks at").choices(["attributes", "body"]))
    .option("--resend", "ask for a confirmation that is awaited once more")
    .action(async (newsletter: Newsletter, options: SubscribeOptions) => {
      const { audience, filterScope, protocol, resend } = options;
      const filter = options.filter === undefined ? undefined : policyOf(options.filter);
      const { shop, show } = await open(options);
      const { subscribe } = await import("../../operations/membership");
      const form = {
        newsletter,
        protocol,
        endpoint: await endpointOf(options, terminal),
        ...(audience !== undefined && { audience }),
        ...(filter !== undefined && { filter }),
        ...(filterScope !== undefined && { filterScope }),
        ...(resend && { resend }),
      };
      const answer = await subscribe(shop, form, terminal.signal);
      const waiting = answer.subscription.status === "pending" ? [WAITING[resend ? "asked" : "waiting"]] : [];
      show(answer, () => [outcome(answer), ...waiting]);
    });
};

export const addUnsubscribe = ({ program, terminal, open, exitWith }: CommandLine): void => {
  withMember(
    addVerb(program, "unsubscribe", "end the subscription of an address, whoever made it", AFTER_UNSUBSCRIBE),
  ).action(async (newsletter: Newsletter, options: MemberOptions) => {
    const { shop, show } = await open(options);
    const { unsubscribe } = await import("../../operations/membership");
    const { protocol } = options;
    const endpoint = await endpointOf(options, terminal);
    const answer = await unsubscribe(shop, { newsletter, protocol, endpoint }, terminal.signal);
    const isPending = answer.status === "pending";
    if (isPending) exitWith(1);
    show(answer, () =>
      isPending
        ? "pending       cannot be ended before it is confirmed; SNS removes it after 48 hours"
        : `${answer.removed ? "unsubscribed" : "unchanged"}  ${newsletter} by ${protocol}`,
    );
  });
};

const endpointOf = async ({ endpoint }: MemberOptions, terminal: Terminal): Promise<string> =>
  endpoint === "-" ? (await terminal.readInput()).trim() : endpoint;

const policyOf = (text: string): unknown => {
  const json = parseJson(text);
  if (!json.ok)
    throw new UsageError(`--filter must be JSON such as '{"audience": ["students"]}': ${faultLine(json.faults)}`);
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
