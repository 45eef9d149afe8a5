import { USUAL_STAGE } from "../../operations/shop";
import { explainError } from "../../operations/shop-error";
import type { KnownCustomer } from "../../operations/subscriptions";
import { withTarget } from "../options";
import type { CommandLine, SessionOptions } from "../session";
import { oneLine, table } from "../table";
import type { Terminal } from "../terminal";

interface SubscriptionsOptions extends SessionOptions {
  readonly stage?: string;
}

/** @see https://aws.amazon.com/about-aws/whats-new/2023/05/amazon-sns-automatic-deletion-unconfirmed-subscriptions/ */
const ABOUT_PENDING =
  "pending: nothing is sent before the owner confirms. SNS does not tell since when, and removes what is not confirmed within 48 hours";

/** `subscriptions`: who gets which newsletter. */
export const addSubscriptions = ({ program, open }: CommandLine): void => {
  withTarget(program.command("subscriptions"))
    .description("who gets which newsletter, and how")
    .option("--stage <name>", "the settings that say whose address is whose (default: production on AWS, local here)")
    .addHelpText("after", "\nAddresses are masked, with --json they are left out.")
    .action(async (options: SubscriptionsOptions) => {
      const { shop, terminal, json, printJson } = await open(options);
      const { listSubscriptions, withoutEndpoint } = await import("../../operations/subscriptions");
      const customers = await customersOf(options.stage ?? USUAL_STAGE[shop.target], terminal);
      const subscriptions = await listSubscriptions(shop, customers);
      if (json) return printJson(subscriptions.map(withoutEndpoint));
      const rows = subscriptions.map(({ newsletter, protocol, customer, status, filter, filterScope, endpoint }) => [
        newsletter,
        protocol,
        customer ?? "–",
        status,
        filter === null ? "" : oneLine(`${filterScope === undefined ? "" : "body "}${JSON.stringify(filter)}`),
        oneLine(endpoint),
      ]);
      const lines = table(
        ["newsletter", "protocol", "customer", "status", "filter", "endpoint"].map((heading) => ({ heading })),
        rows,
        terminal.columns,
      );
      for (const line of lines) terminal.print(line);
      if (subscriptions.some(({ status }) => status === "pending")) terminal.note(ABOUT_PENDING);
    });
};

/** Without readable settings the list is still worth having; only the customers' names are missing. */
const customersOf = async (stage: string, terminal: Terminal): Promise<readonly KnownCustomer[]> => {
  try {
    const { readSettings } = await import("../../lib/settings/stage-settings");
    return readSettings(stage).subscribers;
  } catch (error) {
    terminal.note(`customers stay unnamed: ${explainError(error)}`);
    return [];
  }
};
