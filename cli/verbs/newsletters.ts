import type { IssueForm } from "../../operations/publish-issue";
import { explainError } from "../../operations/shop-error";
import type { KnownCustomer } from "../../operations/subscriptions";
import { addVerb, newsletterArgument } from "../options";
import type { CommandLine, SessionOptions } from "../session";
import { oneLine, table, words } from "../table";
import type { Terminal } from "../terminal";

const AUDIENCE =
  "address those who subscribed to issues for this audience, such as students; who did not narrow theirs get every issue";

export const addPublish = ({ program, terminal, open }: CommandLine): void => {
  addVerb(program, "publish", "publish an issue of a newsletter")
    .addArgument(newsletterArgument())
    .requiredOption("--subject <subject>", "1 to 99 characters on one line")
    .requiredOption("--text <text>", "the issue; - reads it from standard input")
    .option("--audience <word>", AUDIENCE)
    .option("--issue-id <id>", "that of an issue that may have been published before, to publish it again")
    .action(async (newsletter: string, options: SessionOptions & Omit<IssueForm, "newsletter">) => {
      const { shop, show } = await open(options);
      const { subject, audience, issueId } = options;
      const text = options.text === "-" ? await terminal.readInput() : options.text;
      const { publishIssue } = await import("../../operations/publish-issue");
      const issue: IssueForm = {
        newsletter,
        subject,
        text,
        ...(audience !== undefined && { audience }),
        ...(issueId !== undefined && { issueId }),
      };
      const published = await publishIssue(shop, issue);
      show(published, () => `published  ${published.newsletter} ${published.issueId}`);
    });
};

/** @see https://aws.amazon.com/about-aws/whats-new/2023/05/amazon-sns-automatic-deletion-unconfirmed-subscriptions/ */
const ABOUT_PENDING =
  "pending: nothing is sent before the owner confirms. SNS does not tell since when, and removes what is not confirmed within 48 hours";

export const addSubscriptions = ({ program, open }: CommandLine): void => {
  const afterHelp = "Addresses are masked, with --json they are left out.";
  addVerb(program, "subscriptions", "who gets which newsletter, and how", afterHelp).action(
    async (options: SessionOptions) => {
      const { shop, terminal, json, show } = await open(options);
      const { listSubscriptions, withoutEndpoint } = await import("../../operations/subscriptions");
      const customers = await customersOf(shop.stage, terminal);
      const subscriptions = await listSubscriptions(shop, customers);
      const rows = subscriptions.map(({ newsletter, protocol, customer, status, filter, filterScope, endpoint }) => [
        newsletter,
        protocol,
        customer ?? "–",
        status,
        filter === null ? "" : oneLine(`${filterScope === undefined ? "" : "body "}${JSON.stringify(filter)}`),
        oneLine(endpoint),
      ]);
      const headings = words("newsletter", "protocol", "customer", "status", "filter", "endpoint");
      show(subscriptions.map(withoutEndpoint), () => table(headings, rows, terminal.columns));
      const isPending = subscriptions.some(({ status }) => status === "pending");
      if (isPending && !json) terminal.note(ABOUT_PENDING);
    },
  );
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
