import type { Inbox } from "../../local/sns-delivery/inbox";
import type { BoardState } from "../state";

const SHOWN = 60;

/** As much of a message as a page shows; an issue may be sixteen times as long. */
const MAX_TEXT_CHARACTERS = 1_000;

export type MessagesSource = Pick<Inbox, "count" | "messages">;

/** What the page shows of the customers' inboxes; found out anew only when something has arrived. */
export const inboxState = (inbox: MessagesSource): (() => BoardState["inbox"]) => {
  let last: BoardState["inbox"] = { count: -1, newest: [] };
  return () => {
    const { count } = inbox;
    if (count === last.count) return last;
    const newest = inbox
      .messages()
      .slice(-SHOWN)
      .reverse()
      .map(({ text, ...message }, place) => ({
        id: String(count - place),
        ...message,
        text: text.length > MAX_TEXT_CHARACTERS ? `${text.slice(0, MAX_TEXT_CHARACTERS).toWellFormed()}…` : text,
      }));
    last = { count, newest };
    return last;
  };
};
