import type { InboxMessage } from "../../operations/inbox";
import { withTarget } from "../options";
import type { CommandLine, SessionOptions } from "../session";
import { oneLine } from "../table";
import { paint } from "../wording";

/** `inbox`: what customers of the local shop received by email and SMS. */
export const addInbox = ({ program, open }: CommandLine): void => {
  withTarget(program.command("inbox"))
    .description("what customers received by email and SMS (local shop)")
    .argument("[customer]", "only this customer, such as 1")
    .addHelpText("after", "\nOn AWS messages go to the customers' own inboxes, which nobody can look into.")
    .action(async (customer: string | undefined, options: SessionOptions) => {
      const { shop, terminal, json, printJson } = await open(options);
      const { readInbox } = await import("../../operations/inbox");
      const messages = await readInbox(shop, customer);
      if (json) return printJson(messages);
      if (messages.length === 0) {
        return terminal.print(customer === undefined ? "no mail" : `no mail for customer ${oneLine(customer)}`);
      }
      for (const message of messages) {
        terminal.print(paint(terminal, "bold", headline(message)));
        for (const line of message.text.split(/\r?\n/)) terminal.print(`    ${oneLine(line)}`.trimEnd());
      }
    });
};

const headline = ({ customer, protocol, newsletter, subject, receivedAt, orderId }: InboxMessage): string => {
  const to = customer === null ? "somebody" : `customer ${customer}`;
  const what = newsletter ?? (orderId === undefined ? "notice" : `order ${orderId}`);
  return oneLine([receivedAt, to, protocol, what, ...(subject ? [subject] : [])].join(" · "));
};
