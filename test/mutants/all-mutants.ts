import type { Mutant } from "./mutant";
import { TEMPLATE_MUTANTS } from "./templates";

/** All bugs that are planted, by where they are. */
export const MUTANTS: Readonly<Record<string, readonly Mutant[]>> = { templates: TEMPLATE_MUTANTS };
