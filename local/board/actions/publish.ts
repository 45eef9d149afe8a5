import * as v from "valibot";
import { publishIssue } from "../../../cli/desk/publish-issue";
import { parseDraft } from "../../../lambda/shared/newsletter-issue";
import { ActionRefused, action } from "./action";

/** Hands an issue to the editor. */
export const publish = action(v.unknown(), async (given, { shop }) => {
  const draft = parseDraft(given);
  if (!draft.ok) throw new ActionRefused(draft.faults);
  const { audience, ...issue } = draft.value;
  return publishIssue(shop, { ...issue, ...(audience !== undefined && { audience }) });
});
