import { HANDLER_MUTANTS } from "./handlers";
import type { Mutant } from "./mutant";
import { TEMPLATE_MUTANTS } from "./templates";
import { WEBHOOK_RECEIVER_MUTANTS } from "./webhook-receiver";

/** All bugs that are planted, by where they are. */
export const MUTANTS: Readonly<Record<string, readonly Mutant[]>> = {
  handlers: HANDLER_MUTANTS,
  templates: TEMPLATE_MUTANTS,
  webhook: WEBHOOK_RECEIVER_MUTANTS,
};
