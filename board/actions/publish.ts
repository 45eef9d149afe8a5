import * as v from "valibot";
import { parseDraft } from "../../lambda/messages/newsletter-issue";
import { publishIssue } from "../../operations/publish-issue";
import { ActionRefused, action } from "./action";

/** Hands an issue to the editor. */
export const publish = action(v.unknown(), async (given, { shop }) => {
  const draft = parseDraft(given);
  if (!draft.ok) throw new ActionRefused(draft.faults);
  const { audience, ...issue } = draft.value;
  return publishIssue(shop, { ...issue, ...(audience !== undefined && { audience }) });
});
