import type { InboxMessage } from "../../operations/inbox";
import { addVerb } from "../options";
import type { CommandLine, SessionOptions } from "../session";
import { oneLine } from "../table";
import { paint } from "../wording";

const AFTER_HELP = "On AWS messages go to the customers' own inboxes, which nobody can look into.";

export const addInbox = ({ program, open }: CommandLine): void => {
  addVerb(program, "inbox", "what customers received by email and SMS (local shop)", AFTER_HELP)
    .argument("[customer]", "only this customer, such as 1")
    .action(async (customer: string | undefined, options: SessionOptions) => {
      const { shop, terminal, show } = await open(options);
      const { readInbox } = await import("../../operations/inbox");
      const messages = await readInbox(shop, customer);
      const nothing = customer === undefined ? "no mail" : `no mail for customer ${oneLine(customer)}`;
      const linesOf = (message: InboxMessage) => [
        paint(terminal, "bold", headline(message)),
        ...message.text.split(/\r?\n/).map((line) => `    ${oneLine(line)}`.trimEnd()),
      ];
      show(messages, () => (messages.length === 0 ? nothing : messages.flatMap(linesOf)));
    });
};

const headline = ({ customer, protocol, newsletter, subject, receivedAt, orderId }: InboxMessage): string => {
  const to = customer === null ? "somebody" : `customer ${customer}`;
  const what = newsletter ?? (orderId === undefined ? "notice" : `order ${orderId}`);
  return oneLine([receivedAt, to, protocol, what, ...(subject ? [subject] : [])].join(" · "));
};
