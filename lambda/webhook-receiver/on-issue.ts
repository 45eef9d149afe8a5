import type { NewsletterIssue } from "../messages/newsletter-issue";
import { log } from "../messaging/log";

/**
 * What happens to an issue once it is verified. The one place for a team to hang its own work.
 *
 * An issue comes once, unless its handling failed (SNS then delivers it again) or stopped half-way: work that must not
 * happen twice is keyed by `issueId`. Rejecting hands the issue back to SNS.
 */
export const onIssue = async ({ issueId, newsletter }: NewsletterIssue): Promise<void> => {
  log("issue received", { issueId, newsletter });
};
